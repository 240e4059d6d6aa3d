#!/usr/bin/python3
"""exchangelib's half of the exchange of settings with ewskit: reads the delegate and the out of office that settings.mjs wrote, and writes the out
of office that it reads then (the edition of Debian has no rules, and writes no delegates). Prints a line for each check; the exit code is 1 when one fails.

    settings.py http://127.0.0.1:8080/EWS/Exchange.asmx
"""
import sys

# exchangelib.py beside this file has the package's name
sys.path.pop(0)

from exchangelib import BASIC, DELEGATE, UTC, Account, Configuration, Credentials, FailFast, OofSettings

USER = 'alice@example.test'
FAILED = []
PASSED = []


def check(name, got, expected):
    (PASSED if got == expected else FAILED).append(name)
    print(f'ok {name}' if got == expected else f'FAIL {name}: got {got!r}, expected {expected!r}')


config = Configuration(
    service_endpoint=sys.argv[1], credentials=Credentials(USER, 'secret'), auth_type=BASIC, retry_policy=FailFast()
)
account = Account(primary_smtp_address=USER, config=config, autodiscover=False, access_type=DELEGATE, default_timezone=UTC)

oof = account.oof_settings
check('the state', oof.state, 'Scheduled')
check('the audience', oof.external_audience, 'Known')
check('the start', oof.start.astimezone(UTC).isoformat(), '2099-07-01T08:00:00+00:00')
check('the end', oof.end.astimezone(UTC).isoformat(), '2099-07-14T08:00:00+00:00')
check('the replies', (oof.internal_reply, oof.external_reply), ('Grüße – at sea.', 'Away.'))

[delegate] = list(account.delegates)
check('the delegate', delegate.user_id.primary_smtp_address, 'carol@example.test')
levels = delegate.delegate_permissions
check('his rights', (levels.calendar_folder_permission_level, levels.inbox_folder_permission_level), ('Editor', 'Reviewer'))
check('what is private', delegate.view_private_items, True)

account.oof_settings = OofSettings(
    state=OofSettings.ENABLED, external_audience='All', internal_reply='Von hier', external_reply='Von hier'
)
check('an out of office is written', account.oof_settings.state, 'Enabled')

print(f'exchangelib: {len(PASSED)} passed, {len(FAILED)} failed')
sys.exit(1 if FAILED else 0)
