import { createContext } from 'preact';
import { useContext, useId } from 'preact/hooks';
import type { FieldProblem } from '../service/lines.ts';
import { type Draft, problemsAt, readAt } from './draft.ts';

export interface Form {
  readonly draft: Draft;
  readonly problems: readonly FieldProblem[];
  set(path: string, value: unknown): void;
}

export const FormContext = createContext<Form | null>(null);

export function useForm(): Form {
  const form = useContext(FormContext);
  if (form === null) throw new Error('This field is in no form.');
  return form;
}

/** The value at a path, how to set it, and what is wrong with it. A field that is set to undefined is left out of the input. */
export function useField<Value>(path: string) {
  const { draft, problems, set } = useForm();
  const id = useId();
  const found = problemsAt(problems, path).map((one) => ({
    ...one,
    message: messageWithin(path, one),
  }));
  return {
    id,
    value: readAt(draft, path) as Value | undefined,
    set: (value: Value | undefined) => set(path, value),
    problems: found,
    attributes: {
      id,
      ...(found.length > 0 && { 'aria-invalid': true, 'aria-describedby': `${id}-problem` }),
    },
  };
}

/** Begins with the place of the problem within the field, such as `from` of its hours. */
function messageWithin(path: string, { field, message }: FieldProblem): string {
  const within = field.slice(path.length).replace(/^\./, '');
  return within === '' ? message : `${within} ${message}`;
}

interface RowProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly problems: readonly FieldProblem[];
  readonly children: preact.ComponentChildren;
}

/** A label, its control and the problem of its value. */
export function Row({ id, label, hint, problems, children }: RowProps) {
  return (
    <div class={problems.length > 0 ? 'row wrong' : 'row'}>
      <label for={id}>{label}</label>
      <div>
        {children}
        {hint !== undefined && <small>{hint}</small>}
        <FieldProblems id={id} problems={problems} />
      </div>
    </div>
  );
}

export function FieldProblems({ id, problems }: { id: string; problems: readonly FieldProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <p class="field-problem" id={`${id}-problem`}>
      {problems.map(({ message }) => message).join('; ')}
    </p>
  );
}
