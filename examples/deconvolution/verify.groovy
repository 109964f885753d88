String log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('y  [8, 32, 32, 32]')
assert log.contains('Σ dx·x / Σ y² = 1.0000')
assert log.contains('Σ dw·w / Σ y² = 1.0000')
assert new File(basedir, 'target/dependency').list().every { it.startsWith('dcgan-tensor-') }
