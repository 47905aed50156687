import type { Copy } from '../service/lines.ts';
import { NumberField, TextField } from './controls.tsx';
import { Row, useField, useForm } from './form.tsx';

const newVariant = (locale: string, name: string) => ({
  name,
  weight: 1,
  texts: [{ locale, text: '' }],
});

/** The texts to callers. A JSX `key` with the number of rows lets a removal renew all rows, so that none keeps another's inputs. */
export function CopyEditor() {
  const { draft, set } = useForm();
  // A field that was emptied is undefined.
  const { links = [], copies = [], fallbackLocale = 'en' } = (draft.copy ?? {}) as Partial<Copy>;
  const put = (part: Partial<Copy>) => set('copy', { fallbackLocale, links, copies, ...part });
  return (
    <details class="policy">
      <summary>
        <b>Texts</b>
        <small>
          {copies.length === 0
            ? 'Callers are texted nothing'
            : copies.map(({ key }) => key).join(', ')}
        </small>
      </summary>
      {copies.map((copy, n) => (
        <fieldset class="copy" key={`${n} of ${copies.length}`}>
          <TextField
            path={`copy.copies[${n}].key`}
            label="Occasion"
            hint="A kind of policy such as quiet-hours, or a reason such as BUSY."
          />
          {copy.variants.map((_, v) => (
            <Variant
              key={`${v} of ${copy.variants.length}`}
              path={`copy.copies[${n}].variants[${v}]`}
            />
          ))}
          <div class="actions">
            <button
              type="button"
              class="quiet"
              onClick={() => {
                // A, B, C and so on.
                const name = String.fromCharCode(65 + copy.variants.length);
                set(`copy.copies[${n}].variants`, [
                  ...copy.variants,
                  newVariant(fallbackLocale, name),
                ]);
              }}
            >
              Add a variant
            </button>
            <button
              type="button"
              class="quiet"
              onClick={() => put({ copies: copies.filter((_, m) => m !== n) })}
            >
              Remove
            </button>
          </div>
        </fieldset>
      ))}
      <button
        type="button"
        class="chip"
        onClick={() =>
          put({ copies: [...copies, { key: '', variants: [newVariant(fallbackLocale, 'A')] }] })
        }
      >
        Add a text
      </button>
      {copies.length > 0 && <TextField path="copy.fallbackLocale" label="Language otherwise" />}
      {links.map((_, n) => (
        <fieldset class="copy" key={`${n} of ${links.length}`}>
          <TextField
            path={`copy.links[${n}].name`}
            label="Link"
            hint="Written in a text as {link:name}."
          />
          <TextField path={`copy.links[${n}].url`} label="Leads to" />
        </fieldset>
      ))}
    </details>
  );
}

function Variant({ path }: { path: string }) {
  const { value } = useField<Copy['copies'][number]['variants'][number]>(path);
  return (
    <div class="variant">
      <TextField path={`${path}.name`} label="Variant" />
      <NumberField path={`${path}.weight`} label="Weight" />
      {value?.texts.map(({ locale }, n) => (
        <Words key={locale} path={`${path}.texts[${n}].text`} label={locale} />
      ))}
    </div>
  );
}

function Words({ path, label }: { path: string; label: string }) {
  const { value, set, problems, attributes } = useField<string>(path);
  return (
    <Row id={attributes.id} label={`Text (${label})`} problems={problems}>
      <textarea
        {...attributes}
        rows={2}
        value={value ?? ''}
        onInput={({ currentTarget }) => set(currentTarget.value)}
      />
    </Row>
  );
}
