/** `preceptor graph FLOW`: the flow as a picture. */
import { writeFile } from "node:fs/promises";
import { own } from "../engine/flow.js";
import { nearest } from "../engine/near.js";
import { flowNamed } from "../engine/screens/command.js";
import { flowAsDot } from "./dot.js";
import type { Folders, Parts } from "./parts.js";
import { soundLibrary } from "./sound.js";

export type GraphOptions = { folders: Folders; flow: string; out?: string };

/** Writes SVG to `out`, else to standard output. 1 when there is no such flow, flows cannot be used or `out` is no SVG. */
export async function graph(parts: Parts, options: GraphOptions): Promise<number> {
  // A picture under the name of another kind would open in no program.
  if (options.out !== undefined && !/\.svg$/i.test(options.out)) {
    parts.io.errors.write(
      `Unexpected file ${JSON.stringify(options.out)}, expected a name that ends in .svg: the picture is SVG\n`,
    );
    return 1;
  }
  const loaded = await soundLibrary(parts, options.folders);
  if (loaded === undefined) return 1;
  const { flows } = loaded.library;
  const id = flowNamed(flows, options.flow);
  const flow = id === undefined ? undefined : own(flows.flows, id);
  if (flow === undefined) {
    const names = Object.keys(flows.flows);
    const [near] = nearest(options.flow, names, 1);
    parts.io.errors.write(
      `Unexpected flow ${JSON.stringify(options.flow)}, expected one of ${names.join(", ")}${near === undefined ? "" : ` (did you mean ${near}?)`}\n`,
    );
    return 1;
  }
  // The renderer takes a third of a second to load, so only this command pays for it.
  const { Graphviz } = await import("@hpcc-js/wasm-graphviz");
  const graphviz = await Graphviz.load();
  const svg = graphviz.dot(flowAsDot(flow, own(loaded.library.flowWords, flow.id)), "svg");
  if (options.out === undefined) {
    parts.io.output.write(svg);
    return 0;
  }
  await writeFile(options.out, svg);
  parts.io.output.write(`Wrote ${options.out}\n`);
  return 0;
}
