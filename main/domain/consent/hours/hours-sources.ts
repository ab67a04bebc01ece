/** Where the rows of the hours come from, by the names the rows use; `url` is null for our own policy and knowledge. */
export const hoursSources: Readonly<Record<string, { readonly title: string; readonly url: string | null }>> = {
  fcc_revoke: {
    title: 'FCC 24-24, 89 FR 15756 (47 CFR 64.1200(a)(10)-(12),(d)(3))',
    url: 'https://www.govinfo.gov/content/pkg/FR-2024-03-05/html/2024-04587.htm',
  },
  us_fed_hours: {
    title: '47 CFR 64.1200(c)(1) as restated by Twilio error 30610',
    url: 'https://twilio.com/docs/api/errors/30610',
  },
  us_fed_hours2: {
    title: 'Federalist Society note on 64.1200(c)(1) "called party\'s location" and the PEWC dispute',
    url: 'https://fedsoc.org/commentary/fedsoc-blog/navigating-a-tcpa-minefield-understanding-the-quiet-hours-rule',
  },
  us_states_a: {
    title: 'Drop Cowboy state table (updated 2025-11-01; voice-call statutes)',
    url: 'https://www.dropcowboy.com/state-compliance',
  },
  us_states_b: {
    title: 'ClickPoint state table (2025-07; voice-call statutes)',
    url: 'https://blog.clickpointsoftware.com/telemarketing-calling-hours-by-state',
  },
  us_states_c: {
    title: 'Referrizer state table for text campaigns',
    url: 'https://support.referrizer.com/en/category/text-campaigns/article/tcpa-quiet-hours-and-state-specific-rules-for-text-campaigns',
  },
  us_states_d: {
    title: 'VirtualPBX list of states with own texting hours (AL CT FL IL KY LA MD OK WA)',
    url: 'https://www.virtualpbx.com/blog/texting/sms-quiet-hours',
  },
  us_tx: {
    title: 'Foster Garvey on Texas SB 140 (texts 9-21 Mon-Sat, 12-21 Sun)',
    url: 'https://www.foster.com/newsroom-alerts-texas-expands-telemarketing-law-to-cover-text-messagesms-marketing-what-companies-need-to-know',
  },
  us_tx2: {
    title: 'VipeCloud on SB 140 (residency not area code; AG: opt-in texts outside registration)',
    url: 'https://help.vipecloud.com/en/articles/12148601-texas-senate-bill-140-sb-140-and-text-messaging-compliance',
  },
  fr_brevo: {
    title: 'Brevo: France marketing SMS Mon-Sat 8-22, no public holidays',
    url: 'https://help.brevo.com/hc/en-us/articles/11884482521234',
  },
  fr_callr: {
    title: 'CALLR: France traffic blocked after 22h, Sunday, public holidays; 36xxx STOP',
    url: 'https://support.callr.com/hc/en-us/articles/115000858183-SMS-traffic-types-and-legal-framework-France',
  },
  fr_acoustic: {
    title: 'Acoustic: France weekdays 8-20, Sat 10-18, none Sun/holiday',
    url: 'https://help.goacoustic.com/hc/en-us/articles/360043722874-Send-promotional-SMS-messages-to-France',
  },
  klaviyo: {
    title:
      'Klaviyo quiet-hours table (US CA GB IE DE NL AU NZ before 8/after 21; FR before 8/after 22, Sundays, holidays)',
    url: 'https://help.klaviyo.com/hc/en-us/articles/4408737146651',
  },
  za_reg: {
    title: 'South Africa CPA reg. on prohibited times (GN R293 of 2011)',
    url: 'https://www.acts.co.za/consumer-protection-act-2008/r293_prohibited_time_for_contacting_consumers',
  },
  za_winsms: {
    title: 'WinSMS summary of WASPA code (SMS: same hours; STOP words; confirmation SMS)',
    url: 'https://winsms.co.za/code-of-conduct',
  },
  za_ncc: {
    title: 'CPA Amendment Regulations 2026: NCC opt-out registry, monthly cleanse, identify sender',
    url: 'https://vdt.co.za/consumer-protection/spam-no-more/',
  },
  in_10: {
    title:
      'SMSGatewayHub notice: TRAI directive, promotional + service-explicit only 10:00-21:00 IST from Oct 2025, DLT error 651',
    url: 'https://crm.smsgatewayhub.com/knowledge-base/article/important-update-new-service-explicit-message-restriction-time-10-am-to-9-pm',
  },
  in_exotel: {
    title: 'Exotel TCCCPR 2018 FAQ (still says 9-21: older)',
    url: 'https://developer.exotel.com/docs/faqs/tcccpr-2018',
  },
  ae_twilio: {
    title: 'Twilio UAE SMS guideline: no promotional 21:00-07:00, AD- prefix, no URLs',
    url: 'https://www.twilio.com/en/guidelines/ae/sms',
  },
  ae_cab56: {
    title: 'UAE Cabinet Resolution 56/2024: telemarketing definition includes marketing text messages; 9-18',
    url: 'https://www.mondaq.com/advertising-marketing-branding/1495836/new-telemarketing-regulations-introduced-in-uae',
  },
  ae_hours: {
    title: 'Emirates 24/7: telemarketing calls prohibited outside 9:00-18:00',
    url: 'https://www.emirates247.com/business/economy-finance/uae-announce-new-resolutions-on-controls-and-procedures-regulating-telemarketing-effective-from-mid-august-2024-2024-06-09-1.733078',
  },
  sa_unifonic: {
    title: 'Unifonic KSA compliance: awareness+promotional 9-22; foreign parties may only send service/personal',
    url: 'https://docs.unifonic.com/docs/compliance-sms',
  },
  sa_clickatell: {
    title: 'Clickatell KSA page: marketing 8-21, -AD suffix, content whitelisting',
    url: 'https://www.clickatell.com/sms-country-regulations/saudi-arabia',
  },
  co_2300: {
    title: 'Colombia Ley 2300/2023 summary (Unisabaneta)',
    url: 'https://unisabaneta.edu.co/2024/07/26/ya-conoces-la-ley-dejen-de-fregar',
  },
  co_semana: {
    title: 'Semana on Ley 2300: max one contact a day, one channel a week',
    url: 'https://www.semana.com/economia/empresas/articulo/abc-de-la-ley-dejen-de-fregar-cuales-son-los-riesgos-que-trae-cuando-y-como-lo-pueden-contactar-a-usted/202424/',
  },
  vn_dla: {
    title: 'DLA Piper: Vietnam Decree 91/2020: 7-22, max 3/day, one registration message, [QC] label',
    url: 'https://www.dlapiperdataprotection.com/index.html?c=VN&t=electronic-marketing',
  },
  kr_aha: {
    title:
      'Korean lawyer answer: Network Act art. 50 night ban 21-08 without separate consent; 6-month prior-dealing exception',
    url: 'https://a-ha.io/questions/4f8953afe0582d1ca23daf5c1ec08440',
  },
  kr_2y: {
    title: 'prosms notice: consent re-confirmation every 2 years (art. 50(8))',
    url: 'https://prosms.co.kr/bbs/notice/145',
  },
  ph_ntc: {
    title: 'NTC MC 03-03-2005: broadcast messages not between 21:00 and 07:00 (paid subscriptions excepted)',
    url: 'https://jur.ph/law/facts/rules-and-regulations-on-broadcast-messaging-service',
  },
  ng_at: {
    title: "Africa's Talking: NCC rule, no promotional SMS 20:00-08:00",
    url: 'https://status.africastalking.com/incident/538/',
  },
  ke_saf: {
    title: 'SMSLeopard: Safaricom promotional sender IDs 8-18 daily',
    url: 'https://developers.smsleopard.com/error-messages/restricted-send-time',
  },
  jo_trc: {
    title: 'AMEinfo: Jordan TRC, no promotional SMS 21:00-07:00',
    url: 'https://www.ameinfo.com/tech-and-mobility/jordan-restricts-promotional-smss-at-night/',
  },
  sg_dnc: {
    title: 'Sorena on PDPC DNC rules: 21-day result validity; consent request is itself a specified message',
    url: 'https://www.sorena.io/artifacts/apac/singapore-pdpa/faq/dnc-checking',
  },
  au_spam: {
    title: 'egressif on Spam Act 2003: cannot message to ask for consent; unsubscribe 5 working days',
    url: 'https://egressif.io/resources/compliance/australia-spam-act',
  },
  au_register: {
    title: 'Telerivet: ACMA Sender ID Register live 2026-07-01, unregistered shown as Unverified',
    url: 'https://www.telerivet.com/blog/australia-sms-compliance-acma-sender-id-spam-act',
  },
  ca_crtc: {
    title: 'CRTC guidance on implied consent; a consent request by message is a CEM',
    url: 'https://crtc.gc.ca/eng/com500/guide.htm',
  },
  ca_hours: {
    title: 'TextGroove: CASL sets no quiet hours',
    url: 'https://help.textgroove.com/support/solutions/articles/153000246390-quiet-hours-for-texting',
  },
  vero: {
    title: 'Vero fixed quiet hours (global 20-8; BR 21-8; KZ 22-9; US/CA/MX 20-8)',
    url: 'https://help.getvero.com/vero-2/articles/sms-quiet-hours-compliance',
  },
  bird_br: {
    title: 'Bird docs mention Brazil SMS quiet hours 17:00-10:00',
    url: 'https://docs.bird.com/applications/channels/channels/concepts/quiet-hours',
  },
  br_mailpro: {
    title: 'Mailpro Brazil: no time restriction; sender ID overwritten',
    url: 'https://de.mailpro.com/faq/sms-regulierungen-brasilien',
  },
  mx_aws: {
    title: 'AWS: Telcel enforces promotional send windows (values not captured)',
    url: 'https://docs.aws.amazon.com/end-user-messaging/latest/userguide/nx-rcs-launch-mx-promotional.html',
  },
  latam_mailup: {
    title: 'MailUp: many Latam countries, no marketing 20:00-09:00',
    url: 'https://helpmailup.atlassian.net/wiki/pages/diffpages.action?originalId=64978985&pageId=102072346',
  },
  kw_sent: {
    title: 'sent.dm Kuwait guide (best-practice window, not a rule)',
    url: 'https://www.sent.dm/resources/kuwait-sms-guide',
  },
  ec_jelou: { title: 'Jelou: marketing only business days 9-18', url: 'https://docs.jelou.ai/sms/approve-templates' },
  ru_smsc: {
    title: 'SMS Centre default 9-22 recipient region',
    url: 'https://smscentre.com/faq/165/pochemu+chast+soobschenii+iz+rassylki+pereneslas+na+utro/',
  },
  policy: { title: 'Our own conservative default: no statutory or operator hour found', url: null },
  knowledge: { title: 'Author knowledge, not confirmed in a stored copy: verify before relying on it', url: null },
};
