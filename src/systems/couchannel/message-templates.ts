/** What guests and hosts are written, as Jinja templates by file name. */
export const messageTemplates: Readonly<Record<string, string>> = {
  'booking-confirmed.txt': `Hello {{ guest.name }},

{{ host.name }} expects you at {{ channel.title }} from {{ booking.from }} to {{ booking.to }}.
{% if booking.note %}
They write: {{ booking.note }}
{% endif %}
`,
  'booking-cancelled.txt': `Hello {{ guest.name }},

your booking of {{ channel.title }} from {{ booking.from }} was cancelled.
`,
};
