/** A disk of a few megabytes that a test can fill. */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type SmallDisk = {
  folder: string;
  /** Leaves so many bytes free, about. */
  fillUpTo(left: number): Promise<void>;
  /** Gives back what was filled. */
  free(): Promise<void>;
  close(): Promise<void>;
};

/** The disk, or why there can be none here: only root may mount one. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk | { cannot: string }> {
  const folder = await mkdtemp(join(tmpdir(), "disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder], {
    encoding: "utf8",
  });
  if (mounted.status !== 0) {
    await rm(folder, { recursive: true, force: true });
    const why = mounted.error?.message ?? mounted.stderr.trim();
    return { cannot: `no small disk can be mounted here, which takes root (${why})` };
  }
  const filler = join(folder, "filler");
  return {
    folder,
    async fillUpTo(left) {
      const { bavail, bsize } = await statfs(folder);
      await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - left)));
    },
    free: () => rm(filler, { force: true }),
    async close() {
      spawnSync("umount", ["-l", folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
