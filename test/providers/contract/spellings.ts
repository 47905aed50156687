/** How clients may write a caller whom WhatsApp names. */
export const whatsAppSpellings = {
  caller: '5511999999999@c.us',
  same: [
    '5511999999999@c.us',
    '5511999999999:12@s.whatsapp.net',
    '5511999999999',
    '+55 11 99999-9999',
    '0055 (11) 99999 9999',
    'tel:+5511999999999',
  ],
  others: ['5511999999998@c.us', '5511999999999@lid', '5511999999999@g.us', '99999-9999'],
};
