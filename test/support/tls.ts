/** Certificates of the test's own, made by openssl: an authority, and a server's certificate that it signs for one name. */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Certificates = {
  /** The authority's certificate. */
  authority: string;
  certificate: string;
  key: string;
  close(): Promise<void>;
};

/** `name` as openssl writes it: `IP:127.0.0.1` or `DNS:redis.example`. */
export async function makeCertificates(name: string): Promise<Certificates> {
  const folder = await mkdtemp(join(tmpdir(), "tls-"));
  const at = (file: string): string => join(folder, file);
  await writeFile(at("names"), `subjectAltName=${name}\n`);
  const fresh = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl([
    "req",
    "-x509",
    ...fresh,
    "-keyout",
    at("ca.key"),
    "-out",
    at("ca.crt"),
    "-subj",
    "/CN=test authority",
  ]);
  openssl(["req", ...fresh, "-keyout", at("redis.key"), "-out", at("redis.csr"), "-subj", "/CN=test redis"]);
  const signed = ["-CA", at("ca.crt"), "-CAkey", at("ca.key"), "-CAcreateserial", "-extfile", at("names")];
  openssl(["x509", "-req", "-in", at("redis.csr"), ...signed, "-out", at("redis.crt")]);
  return {
    authority: at("ca.crt"),
    certificate: at("redis.crt"),
    key: at("redis.key"),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function openssl(args: readonly string[]): void {
  const { status, stderr, error } = spawnSync("openssl", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`openssl ${args[0]} failed: ${error?.message ?? stderr}`);
}
