/** The training itself: its images, where it goes on, and how it runs and stops. Uses all the other packages of runs. */
package dcgan.cli.run;
