// biome-ignore lint/suspicious/noExplicitAny: what comes over the wire is compared as a whole, not picked apart with care.
export type Json = any;
