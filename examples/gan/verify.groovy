String log = new File(basedir, 'build.log').getText('UTF-8')
assert log =~ /epoch 10: lossD \d+\.\d{3}, lossG \d+\.\d{3}/
assert log =~ /\R[ .:+#]{8}\R[ .:+#]{8}\R/
assert new File(basedir, 'target/gan.safetensors').length() > 0
assert new File(basedir, 'target/dependency').list().every { it ==~ /dcgan-(nn|tensor)-.*/ }
