/** A fault on the way to a provider or inside it. */
export type Fault =
  /** Waits, then processes and answers as usual. */
  | { readonly is: 'slow'; readonly ms: number }
  /** Answers with this status and body, without processing. */
  | {
      readonly is: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly is: 'reset-before-processing' }
  | { readonly is: 'process-then-reset' }
  | { readonly is: 'process-then-slow'; readonly ms: number }
  /** Processes, then waits for `until` before it answers. */
  | { readonly is: 'process-then-held'; readonly until: Promise<unknown> }
  /** Waits for `until`. Then applies `then`; without it, processes and answers as usual. */
  | { readonly is: 'held'; readonly until: Promise<unknown>; readonly then?: Fault }
  /** Neither processes nor answers. */
  | { readonly is: 'hang' }
  /** Processes, then answers 200 with something else. */
  | { readonly is: 'garbage'; readonly body: 'html' | 'xml' | 'huge' | 'invalid-json' };

export interface Faults<Operation extends string> {
  /** Applies a fault to the next `times` requests, after the faults that were ordered earlier. `always` lasts until `clear`. */
  order(operation: Operation, fault: Fault, times: number | 'always'): void;
  clear(): void;
  /** The fault to apply to a request; undefined if there is none. Each call uses up one of the fault's `times`. */
  next(operation: Operation): Fault | undefined;
}

export function createFaults<Operation extends string>(): Faults<Operation> {
  const ordered: { operation: Operation; fault: Fault; left: number }[] = [];
  return {
    order(operation, fault, times) {
      ordered.push({
        operation,
        fault,
        left: times === 'always' ? Number.POSITIVE_INFINITY : times,
      });
    },
    clear() {
      ordered.length = 0;
    },
    next(operation) {
      const found = ordered.find((order) => order.operation === operation && order.left > 0);
      if (!found) return undefined;
      found.left -= 1;
      if (found.left === 0) ordered.splice(ordered.indexOf(found), 1);
      return found.fault;
    },
  };
}

export const garbage: Record<
  Extract<Fault, { is: 'garbage' }>['body'],
  [type: string, body: string]
> = {
  html: ['text/html', '<!doctype html><title>502</title><h1>Bad Gateway</h1>'],
  xml: ['application/xml', '<?xml version="1.0"?><error>upstream</error>'],
  huge: ['application/json', JSON.stringify({ success: true, padding: 'x'.repeat(1_000_000) })],
  'invalid-json': ['application/json', '{"success": tru'],
};
