String log = new File(basedir, 'build.log').getText('UTF-8')
assert log =~ /backends \[.*\bplain]/
assert log.contains('they agree')
assert log.contains('backend plain cannot do Sigmoid')
assert new File(basedir, 'target/dependency').list().every { it.startsWith('dcgan-tensor-') }
