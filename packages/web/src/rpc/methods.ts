/** What a call has besides its input: a way to say something before its end, and when nobody wants it any more. */
export interface Context<Value> {
  emit(value: Value): void;
  readonly signal: AbortSignal;
}

/**
 * What a method takes, gives, and says on the way. A list of methods is an interface whose members are functions of one
 * input and a context; all that crosses is copied (structured clone), so it is data.
 */
export type InputOf<Method> = Method extends (input: infer Input, ...rest: never[]) => unknown
  ? Input
  : never;
export type ResultOf<Method> = Method extends (...given: never[]) => infer Result ? Awaited<Result> : never;
export type ValueOf<Method> = Method extends (input: never, context: Context<infer Value>) => unknown
  ? Value
  : never;
