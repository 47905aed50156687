import type { LinePerimeterResolvers } from '../../types.generated.ts';

export const LinePerimeter: LinePerimeterResolvers = {
  policies: ({ policies }) => [...policies],
  textCooldownSeconds: ({ textCooldownMs }) => textCooldownMs / 1000,
  textVia: ({ textVia }, _args, context) => (textVia ? context.batches.line(textVia) : null),
};
