import { createTheme } from '@mantine/core';
import type { MantineColorsTuple } from '@mantine/core';

// The greens only satisfy Mantine's ten steps; every visible colour comes from the tokens in styles.
const step = 'var(--accent)';
const accent: MantineColorsTuple = [step, step, step, step, step, step, step, step, step, step];

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 8, dark: 8 },
  colors: { accent },
  defaultRadius: 8,
  respectReducedMotion: true,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '15px', xl: '17px' },
  components: {
    Button: { defaultProps: { size: 'sm', h: 32 } },
    TextInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm' } },
    Modal: { defaultProps: { radius: 12 } },
    Menu: { defaultProps: { radius: 10, shadow: 'md' } },
  },
});
