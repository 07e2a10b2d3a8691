import type { Lang } from "./types.ts";

export type Fact = string | number | boolean;

interface Problem {
  status?: number;
  code?: string;
  detail?: string;
  detail_id?: string;
  detail_en?: string;
  facts?: Record<string, Fact>;
  request_id?: string;
}

/** The shop's no, as the server said it. Its sentence is written on the server in both languages. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly facts: Record<string, Fact>;
  readonly requestId: string | null;
  private readonly sentences: Partial<Record<Lang, string>>;
  private readonly detail: string;

  constructor(problem: Problem, status: number) {
    const code = problem.code ?? "answer.unreadable";
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.status = problem.status ?? status;
    this.facts = problem.facts ?? {};
    this.requestId = problem.request_id ?? null;
    this.detail = problem.detail ?? code;
    this.sentences = {
      ...(problem.detail_id ? { id: problem.detail_id } : {}),
      ...(problem.detail_en ? { en: problem.detail_en } : {}),
    };
  }

  sentence(language: Lang): string {
    return this.sentences[language] ?? this.detail;
  }

  /** The person must sign in again before anything else is answered. */
  get signedOut(): boolean {
    return this.status === 401 && this.code.startsWith("session.");
  }
}

/** No answer came: the wire, not the shop. Nothing is known about what the server did. */
export class Unreachable extends Error {
  readonly status: number | null;

  constructor(reason: string, status: number | null = null) {
    super(reason);
    this.name = "Unreachable";
    this.status = status;
  }
}

/** What to do with an answer that was not a success. A problem without JSON came from the wire. */
export async function refusalFrom(response: Response): Promise<Refusal | Unreachable> {
  const type = response.headers.get("content-type") ?? "";
  if (!type.includes("json")) {
    return new Unreachable(`answered ${response.status} without words`, response.status);
  }
  try {
    return new Refusal((await response.json()) as Problem, response.status);
  } catch {
    return new Unreachable(`answered ${response.status}, cut off`, response.status);
  }
}
