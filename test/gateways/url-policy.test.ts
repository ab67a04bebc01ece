import { describe, expect, it } from 'vitest';
import { AppError } from '#domain/kernel/errors.ts';
import { checkGatewayUrl } from '../../main/gateways/url-policy.ts';

function codeOf(text: string): string {
  try {
    return checkGatewayUrl(text).href;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe('addresses that are allowed', () => {
  it.each([
    'https://platform.clickatell.com',
    'https://platform.clickatell.com:8443/sms',
    'https://PLATFORM.clickatell.com/',
    'https://192.168.1.20/',
    'https://127.0.0.1:9000',
    'https://[2001:db8::1]/',
    'http://127.0.0.1:8080',
    'http://127.255.255.254:8080',
    'http://[::1]:8080',
    'http://localhost:8080/relay/events',
  ])('%s', (text) => {
    expect(checkGatewayUrl(text).href).toBe(new URL(text).href);
  });
});

describe('addresses that are refused (T10, G30-G34)', () => {
  it.each([
    ['plain http to the network', 'http://platform.clickatell.com'],
    ['plain http to a private address', 'http://192.168.1.20'],
    ['plain http to a name that begins like this computer', 'http://localhost.evil.example'],
    ['plain http to a name that begins with a loopback address', 'http://127.0.0.1.evil.example'],
    ['plain http to every interface', 'http://0.0.0.0:8080'],
    ['a file', 'file:///etc/passwd'],
    ['ftp', 'ftp://127.0.0.1/'],
    ['javascript', 'javascript:alert(1)'],
    ['data', 'data:text/plain,hello'],
    ['a web socket', 'wss://platform.clickatell.com'],
    ['user and password', 'https://user:secret@platform.clickatell.com'],
    ['a user', 'https://user@platform.clickatell.com'],
    ['an empty user', 'https://@platform.clickatell.com'],
    ['link-local', 'https://169.254.1.1'],
    ['cloud metadata', 'https://169.254.169.254/latest/meta-data'],
    ['cloud metadata by http', 'http://169.254.169.254/latest/meta-data'],
    ['cloud metadata by name', 'https://metadata.google.internal/'],
    ['cloud metadata by name with a dot', 'https://metadata.google.internal./'],
    ['Alibaba metadata', 'https://100.100.100.200/'],
    ['Amazon metadata on IPv6', 'https://[fd00:ec2::254]/'],
    ['link-local IPv6', 'https://[fe80::1]/'],
    ['mapped loopback', 'http://[::ffff:127.0.0.1]:8080'],
    ['mapped loopback in hex', 'http://[::ffff:7f00:1]:8080'],
    ['mapped metadata', 'https://[::ffff:169.254.169.254]/'],
    ['compatible loopback', 'https://[::127.0.0.1]/'],
    ['NAT64 of metadata', 'https://[64:ff9b::a9fe:a9fe]/'],
    ['6to4 of metadata', 'https://[2002:a9fe:a9fe::1]/'],
    ['the long spelling of ::1', 'http://[0:0:0:0:0:0:0:1]/'],
    ['decimal', 'http://2130706433/'],
    ['decimal metadata', 'https://2852039166/'],
    ['hex', 'http://0x7f000001/'],
    ['hex parts', 'http://0x7f.0.0.1/'],
    ['octal', 'http://0177.0.0.1/'],
    ['short', 'http://127.1/'],
    ['percent-encoded', 'http://%31%32%37.0.0.1/'],
    ['full-width digits', 'http://１２７.0.0.1/'],
    ['a name in another alphabet', 'https://plаtform.clickatell.com'],
    ['a tab', 'https://platform.\tclickatell.com'],
    ['a line break', 'https://platform.clickatell.com\r\nX: y'],
    ['a leading space', ' https://platform.clickatell.com'],
    ['a backslash', 'https:\\\\platform.clickatell.com'],
    ['a backslash before @', 'https://platform.clickatell.com\\@evil.example'],
    ['one slash', 'https:/platform.clickatell.com'],
    ['a query', 'https://platform.clickatell.com/?key=1'],
    ['an empty query', 'https://platform.clickatell.com/?'],
    ['a fragment', 'https://platform.clickatell.com/#x'],
    ['nothing', ''],
    ['no scheme', 'platform.clickatell.com'],
    ['too long', `https://platform.clickatell.com/${'a'.repeat(3_000)}`],
  ])('%s', (_what, text) => {
    expect(codeOf(text)).toBe('gateway.urlRefused');
  });

  it.each(['https://user:s3cret@host.example', 'https:\\\\user:s3cret@host.example', 'user:s3cret@host.example'])(
    'does not repeat the password of %s',
    (address) => {
      const error: unknown = (() => {
        try {
          return checkGatewayUrl(address);
        } catch (caught) {
          return caught;
        }
      })();
      expect(error).toBeInstanceOf(AppError);
      expect(JSON.stringify((error as AppError).details)).not.toContain('s3cret');
    },
  );
});
