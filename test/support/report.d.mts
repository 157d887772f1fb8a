export type Counted = { passed: number; failed: number; skipped: number };
export function readReport(text: string): Counted | undefined;
export function countLine(counted: Counted): string;
