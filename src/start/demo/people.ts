/** Who rings in the demo. The numbers are reserved for fiction. */
export const people = {
  ana: { name: 'Ana Souza', from: '447700900123' },
  ben: { name: 'Ben Carter', from: '447700900145' },
  chidi: { name: 'Chidi Okafor', from: '447700900167' },
  dana: { name: 'Dana Levi', from: '447700900189' },
  erik: { name: 'Erik Lund', from: '447700900211' },
  fatima: { name: 'Fatima Haddad', from: '447700900233' },
  grace: { name: 'Grace Kim', from: '447700900255' },
  /** Rings again and again. */
  robocaller: { name: 'Prize Department', from: '447700900666' },
} as const;
