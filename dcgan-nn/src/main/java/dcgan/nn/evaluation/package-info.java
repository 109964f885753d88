/** Scores of generated pictures: distances between their features and those of real pictures. */
package dcgan.nn.evaluation;
