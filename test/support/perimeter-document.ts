const hours = 'from to';

/** Everything of a line's perimeter, as `phoneLine(id:) { perimeter }` gives it. One selection reads every kind of policy. */
export const perimeter = `
  policies { kind mode name reason copyKey settings {
    ... on PhoneLineBypassPolicy { callers }
    ... on PhoneLineBlockedCallerPolicy { on }
    ... on PhoneLineVipPerimeterPolicy { tiers crm { url whenSilent rememberMs } }
    ... on PhoneLineQuietHoursPolicy { open { days ${hours} } holidays { date name open { ${hours} } } }
    ... on PhoneLineFrequencyThrottlePolicy {
      calls withinMs unlessConversationWithinMs unlessEverWritten conversationsWith blockForMs }
    ... on PhoneLineConversationFirstPolicy { withinMs conversationsWith }
    ... on PhoneLineSafetyValvePolicy { bridge healthUrl staleAfterMs whenStale }
    ... on PhoneLinePresencePolicy { whenBusy busyCopyKey whenUnknown staleAfterMs }
    ... on PhoneLineAlreadyInACallPolicy { capacity }
    ... on PhoneLineAnonymousCallerPolicy { who } } }
  copy { fallbackLocale links { name url } copies { key variants { name weight texts { locale text } } } }
  killSwitch rejectsPerMinute textsPerMinute textCooldownMs legCap textVia { id }`;
