import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Benchmarks measure the program as it is shipped: the built files, not what the test runner makes of the sources. */
export default defineConfig({
  resolve: {
    alias: [
      {
        find: /^(?:\.\.\/)+src\/(.*)$/,
        replacement: fileURLToPath(new URL("../dist/src/$1", import.meta.url)),
      },
    ],
  },
  test: { server: { deps: { external: [/\/dist\/src\//] } } },
});
