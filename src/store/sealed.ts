/**
 * Sealing: what Redis holds is readable only with the secrets. A value is bound to its member, its field and its
 * revision, so that whoever can write to Redis cannot move it to another place. The keys of Redis are pseudonyms.
 */
import { createCipheriv, createDecipheriv, createHmac, randomFillSync } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { MemberId, Revision } from "./members.js";

/** `previous`: still read, no longer written with. Each at least 32 characters that nobody can guess. */
export type Secrets = { id: string; state: string; previous: readonly string[] };

/** A member's name in Redis: 22 characters from which nobody gets back to the member without the secret. */
export type Pseudonym = string;

/** What a sealed value stands for. */
export type Place = { whose: Pseudonym; field: "session" | "address" | "report"; revision: Revision };

export type Sealing = {
  nameOf(member: MemberId): Pseudonym;
  /** Six bytes that stand for an update of this member; two of its last 128 meet once in a million million updates. */
  markOf(whose: Pseudonym, updateId: string): Uint8Array;
  seal(place: Place, text: string): Uint8Array;
  /** Undefined where the value was made for another place, with another secret, or was changed. */
  open(place: Place, sealed: Uint8Array): string | undefined;
};

/** What revisions are made with: 12 hex digits that nobody can guess, at each call. */
export function createRandom(): () => string {
  const draw = drawn(6);
  return () => draw().toString("hex");
}

/** How many bytes a mark has. */
export const markBytes = 6;

/**
 * A value is one byte of its form, 4 bytes of the key's number, 12 of the nonce, the ciphertext, 16 of the tag. The key of
 * a member is HKDF-SHA-256 of the secret with the member's pseudonym, so that no key ever seals many values.
 */
export function createSealing(secrets: Secrets): Sealing {
  const idKey = hmac("preceptor id", secrets.id);
  const newest = masterOf(secrets.state);
  const masters = [newest, ...secrets.previous.map(masterOf)];
  const nonces = drawn(12);
  const keys = rememberedKeys();
  let last: { member: MemberId; name: Pseudonym } | undefined;
  return {
    nameOf(member) {
      // One update asks for the same name several times.
      if (last?.member !== member) {
        last = { member, name: hmac(idKey, `member ${member}`).toString("base64url", 0, 16) };
      }
      return last.name;
    },
    markOf: (whose, updateId) => hmac(idKey, `update ${whose} ${updateId}`).subarray(0, markBytes),
    seal(place, text) {
      const plain = Buffer.from(text, "utf8");
      const isPacked = plain.length > packedFrom;
      const head = Buffer.concat([isPacked ? packedForm : plainForm, newest.number, nonces()]);
      const cipher = createCipheriv(algorithm, keys(newest, place.whose), head.subarray(nonceAt));
      cipher.setAAD(boundTo(place, head));
      const body = cipher.update(isPacked ? deflateRawSync(plain, packing) : plain);
      // In this mode the end of a text adds nothing to it.
      cipher.final();
      return Buffer.concat([head, body, cipher.getAuthTag()]);
    },
    open(place, sealed) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      if (bytes.length < headBytes + tagBytes) return undefined;
      const head = bytes.subarray(0, headBytes);
      const master = masters.find((one) => one.number.equals(head.subarray(1, nonceAt)));
      if (master === undefined) return undefined;
      const key = keys(master, place.whose);
      const decipher = createDecipheriv(algorithm, key, head.subarray(nonceAt), { authTagLength: tagBytes });
      decipher.setAAD(boundTo(place, head));
      decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
      try {
        const body = decipher.update(bytes.subarray(headBytes, bytes.length - tagBytes));
        decipher.final();
        const plain = head[0] === packedForm[0] ? inflateRawSync(body, { maxOutputLength: mostBytes }) : body;
        return plain.toString("utf8");
      } catch {
        return undefined;
      }
    },
  };
}

/** The number of the key that a value was sealed with, in hex; undefined where it is no sealed value. */
export function keyNumberOf(sealed: Uint8Array): string | undefined {
  if (sealed.length < headBytes + tagBytes) return undefined;
  return Buffer.from(sealed.subarray(1, nonceAt)).toString("hex");
}

/** The same number of a secret, so that an operator can tell which is which. */
export function numberOfSecret(secret: string): string {
  return masterOf(secret).number.toString("hex");
}

const algorithm = "aes-256-gcm";
const nonceAt = 5;
const headBytes = 17;
const tagBytes = 16;

/** In bytes; what is not longer is sealed as it is, since packing takes twice the time of sealing. */
const packedFrom = 800;
const plainForm: Readonly<Uint8Array> = Uint8Array.of(1);
const packedForm: Readonly<Uint8Array> = Uint8Array.of(2);
/** A small window and little memory, since a session is short: half the time of the defaults. */
const packing = { level: 6, windowBits: 12, memLevel: 5 } as const;
/** Of one opened value; a session is refused long before. */
const mostBytes = 4_000_000;

type Master = { key: Buffer; number: Buffer };

/** The first half of HKDF (RFC 5869), and a number that tells nothing of the secret. */
function masterOf(secret: string): Master {
  const key = hmac("preceptor state", secret);
  return { key, number: hmac(key, "number").subarray(0, 4) };
}

/** The second half: one block of it is the key. The last one is remembered, since a commit seals twice for one member. */
function rememberedKeys(): (master: Master, whose: Pseudonym) => Buffer {
  let last: { master: Master; whose: Pseudonym; key: Buffer } | undefined;
  return (master, whose) => {
    if (last?.master !== master || last.whose !== whose) {
      last = { master, whose, key: hmac(master.key, `${whose}\u0001`) };
    }
    return last.key;
  };
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function boundTo({ whose, field, revision }: Place, head: Buffer): Buffer {
  return Buffer.from(`${head.toString("hex", 0, nonceAt)} ${whose} ${field} ${revision}`, "utf8");
}

/** Random bytes, `size` at a time, taken from a larger draw, since each draw costs as much as a seal. */
function drawn(size: number): () => Buffer {
  const pool = Buffer.alloc(size * 256);
  let at = pool.length;
  return () => {
    if (at === pool.length) {
      randomFillSync(pool);
      at = 0;
    }
    at += size;
    return Buffer.from(pool.subarray(at - size, at));
  };
}
