import type { PhoneLinePerimeterResolvers } from '../../types.generated.ts';

export const PhoneLinePerimeter: PhoneLinePerimeterResolvers = {
  policies: ({ policies }) => [...policies],
  textVia: ({ textVia }, _args, context) => (textVia ? context.batches.line(textVia) : null),
};
