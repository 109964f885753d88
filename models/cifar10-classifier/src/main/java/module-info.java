/** Trains the classifier whose features compare pictures. */
module dcgan.models.classifier {
    requires dcgan.data;
    requires dcgan.nn;
}
