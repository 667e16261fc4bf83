/** What would act in one medium or another, were it let through. */
export const HOSTILE = [
  '\u001b[31mred\u001b]0;title\u0007', '\u009b2J', '\u202egpj.exe\u2066', '\u200b\ufeff', '</script><script>alert(1)</script>', '<!--', ']]>', '"><img src=x onerror=alert(1)>', '::error::pwned', '\n::error file=a::pwned', '%0A::set-output',
  '@everyone @acme/admins', 'fixes #123 GH-7 acme/shop#1', '](https://evil.example)', '![x](https://evil.example/x.png)', 'https://evil.example www.evil.example', '`code` ``` ~~~', '| a | b |\n|---|---|', '\\| \\', '\r\n# head\n- list\n> quote', '<details open>', ':smile:', '\ud800', '{{7*7}} ${x} $(id)', '__proto__', "javascript:alert('x')", 'あ'.repeat(40), 'x'.repeat(5_000), 'e\u0301\u0300'.repeat(20), '\u2028\u2029', '&lt;b&gt;&amp;', '4f1c9d20123456789abcdef0123456789abcdef0',
] as const;
