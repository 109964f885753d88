String log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('y  [8, 32, 32, 32]')
assert log.contains('sum(dx * x) / sum(y * y) = 1.0000')
assert log.contains('sum(dw * w) / sum(y * y) = 1.0000')
assert new File(basedir, 'target/dependency').list().every { it.startsWith('dcgan-tensor-') }
