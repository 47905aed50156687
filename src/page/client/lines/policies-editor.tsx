import { useState } from 'preact/hooks';
import { reasons } from '../parts/words.ts';
import type { FieldProblem, Line } from '../service/lines.ts';
import { savedEarlierNote, savedNote, savePolicies } from '../service/save-policies.ts';
import { Caps } from './caps.tsx';
import { ChoiceField, PolicyField, TextField } from './controls.tsx';
import { CopyEditor } from './copy-editor.tsx';
import { type DraftPolicy, type Drafts, inputOf, newCardKey } from './draft.ts';
import { FieldProblems, FormContext, useForm } from './form.tsx';
import { kindOfField, kinds } from './policy-kinds.ts';
import { useDraft } from './use-draft.ts';

interface Props {
  readonly line: Line;
  readonly lines: readonly Line[];
  /** The unsaved drafts, by line id. `useDraft` reads and keeps that of this line. */
  readonly drafts: Drafts;
  /** Null if the policies can be read and not changed. */
  readonly manageKey: string | null;
  readonly onSaved: (line: Line) => void;
}

/** All policies, texts and caps of a line, saved together or not at all. */
export function PoliciesEditor({ line, lines, drafts, manageKey, onSaved }: Props) {
  const edit = useDraft(line, drafts);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [note, setNote] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const { draft } = edit;

  function set(path: string, value: unknown): void {
    edit.set(path, value);
    setNote(null);
  }

  async function save(event: Event): Promise<void> {
    event.preventDefault();
    if (manageKey === null) return;
    setSaving(true);
    const saved = await savePolicies(manageKey, line.id, inputOf(draft));
    setSaving(false);
    setProblems(saved.problems);
    setNote(saved.note);
    if (!saved.line) return;
    edit.saved(draft, saved.line);
    onSaved(saved.line);
  }

  function undo(): void {
    edit.drop();
    setProblems([]);
    setNote(null);
  }

  const policies = draft.policies as DraftPolicy[];
  return (
    <FormContext.Provider value={{ draft, problems, set }}>
      <form class="policies" noValidate onSubmit={save}>
        <fieldset disabled={manageKey === null}>
          <h3>Policies</h3>
          {policies.length === 0 && <p class="empty">No policy: every call rings.</p>}
          {policies.map((policy, n) => (
            <PolicyCard key={`${policy.cardKey} ${fieldOf(policy)}`} at={n} />
          ))}
          <AddPolicy />
          <CopyEditor />
          <Caps lines={lines.filter(({ id }) => id !== line.id)} />
        </fieldset>
        {manageKey !== null && (
          <div class="save">
            {edit.isOutdated && (
              <p class="problem" role="status">
                These policies were changed elsewhere in the meantime. If you save, yours replace
                them; if you undo your changes, you see them.
              </p>
            )}
            {problems.length > 0 && <Summary problems={problems} />}
            {note !== null && (
              <p role="status">{note === savedNote && edit.isChanged ? savedEarlierNote : note}</p>
            )}
            <div class="actions">
              <button type="submit" class="main" disabled={isSaving || !edit.isChanged}>
                {isSaving ? 'Saving …' : 'Save all'}
              </button>
              <button type="button" class="quiet" disabled={!edit.isChanged} onClick={undo}>
                Undo the changes
              </button>
            </div>
          </div>
        )}
      </form>
    </FormContext.Provider>
  );
}

const common = ['cardKey', 'name', 'mode', 'reason', 'copyKey'];
/** The field that names the kind of a policy and has its settings, such as `quietHours`. */
const fieldOf = (policy: DraftPolicy) =>
  Object.keys(policy).find((name) => !common.includes(name)) ?? '';

/** The form of the policy with the index `at`. */
function PolicyCard({ at }: { at: number }) {
  const { draft, problems, set } = useForm();
  const policies = draft.policies as DraftPolicy[];
  const policy = policies[at] ?? {};
  const field = fieldOf(policy);
  const kind = kinds[kindOfField(field)];
  const path = `policies[${at}]`;
  const title = (policy.name as string | undefined) ?? kind?.name ?? field;
  return (
    <details
      class={policy.mode === 'OBSERVE' ? 'policy observes' : 'policy'}
      open={problems.some((one) => one.field.startsWith(path))}
    >
      <summary>
        <b>{title}</b>
        <small>{kind?.name}</small>
        <span class={policy.mode === 'OBSERVE' ? 'pill calm' : 'pill live'}>
          {policy.mode === 'OBSERVE' ? 'Observes' : 'Acts'}
        </span>
      </summary>
      <p class="hint">{kind?.says}</p>
      <TextField path={`${path}.name`} label="Name" />
      <ChoiceField
        path={`${path}.mode`}
        label="Mode"
        options={{ ENFORCE: 'It acts', OBSERVE: 'It only observes' }}
      />
      {kind?.fields.map((spec) => (
        <PolicyField key={spec.field} path={`${path}.${field}`} spec={spec} />
      ))}
      {/* A bypass never rejects, so the service refuses a reason or a text for it. */}
      {field !== 'bypass' && (
        <>
          <ChoiceField
            path={`${path}.reason`}
            label="Reason given"
            options={reasons}
            whenEmpty="That of its kind"
          />
          <TextField
            path={`${path}.copyKey`}
            label="Text"
            hint="The occasion of one of the texts below. Left empty: that of its kind."
          />
        </>
      )}
      <FieldProblems id={path} problems={problems.filter((one) => one.field === path)} />
      <div class="actions">
        <button
          type="button"
          class="quiet"
          disabled={at === 0}
          onClick={() => set('policies', moved(policies, at, at - 1))}
        >
          Ask it earlier
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() =>
            set(
              'policies',
              policies.filter((_, n) => n !== at),
            )
          }
        >
          Remove<span class="hidden"> {title}</span>
        </button>
      </div>
    </details>
  );
}

function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const others = items.filter((_, n) => n !== from);
  return others.toSpliced(to, 0, ...items.slice(from, from + 1));
}

function AddPolicy() {
  const { draft, set } = useForm();
  const policies = draft.policies as DraftPolicy[];
  return (
    <label class="add">
      <span class="hidden">Add a policy</span>
      <select
        value=""
        onChange={({ currentTarget }) => {
          const kind = kinds[currentTarget.value];
          if (!kind) return;
          const cardKey = newCardKey(policies);
          // A new policy observes at first, so that its effect can be watched before it acts.
          set('policies', [...policies, { cardKey, mode: 'OBSERVE', [kind.field]: kind.start }]);
        }}
      >
        <option value="">Add a policy …</option>
        {Object.entries(kinds).map(([name, { name: words }]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

function Summary({ problems }: { problems: readonly FieldProblem[] }) {
  return (
    <div class="problem" role="alert">
      <b>Nothing was saved:</b>
      <ul>
        {problems.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            <code>{field}</code> {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
