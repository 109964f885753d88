String log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('500 images to train with, 100 to test with')
assert log.contains('7 batches of 64 images')
assert javax.imageio.ImageIO.read(new File(basedir, 'target/first-32.png')).width == 3 * (8 * (32 + 2) + 2)
assert new File(basedir, 'target/dependency').list().every { !it.startsWith('dcgan-') || it.startsWith('dcgan-data-') }
