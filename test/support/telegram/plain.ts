/** Calls of the Bot API with plain fetch, without any client's help. */

export type PlainAnswer = {
  status: number;
  ok: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: Readonly<Record<string, number>>;
};

type Where = { url: string; token: string };

/** The answer to a call in JSON. */
export async function plainCall(where: Where, method: string, body: unknown = {}): Promise<PlainAnswer> {
  const response = await fetch(`${where.url}/bot${where.token}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer: Omit<PlainAnswer, "status"> = JSON.parse(await response.text());
  return { status: response.status, ...answer };
}

/** Why a call was refused: its code and text; "" where it was not. */
export async function whyRefused(where: Where, method: string, body: unknown): Promise<string> {
  const { status, description = "" } = await plainCall(where, method, body);
  return status === 200 ? "" : `${status} ${description}`;
}
