/** The operations in GraphiQL's tabs, one for each tab. */
export const operations = [
  `# What rings now? Run it with Ctrl+Enter. The key that you came with is sent along.
query Ringing {
  calls(first: 10, filter: { statuses: [RINGING] }) {
    nodes {
      id
      status
      ringDeadlineAt
      line { name provider }
      caller { displayName phone }
      decision { sentence }
    }
  }
}
`,
  `# Everything that happens, as it happens.
subscription Watch {
  callEvents {
    kind
    cursor
    cause
    actor { kind name }
    call { id status caller { displayName phone } line { name } }
  }
}
`,
  `# Put the id of a call that rings in place of the dots.
mutation Reject {
  rejectCall(
    id: "call_…"
    reason: BUSY
    followUp: { text: "All our agents are busy. Please write to us here." }
  ) {
    __typename
    ... on CallRejected { call { status } rejection { state followUp { state } } }
    ... on CallsUserError { code message }
  }
}
`,
  `# How the lines are, and what they do by themselves.
query Lines {
  phoneLines {
    nodes {
      id
      name
      provider
      lastSignalAt
      abilities { rejection canText confirmedByEvent }
      perimeter { killSwitch policies { kind mode name } }
    }
  }
}
`,
];
