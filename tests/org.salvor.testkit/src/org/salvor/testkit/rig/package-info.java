/**
 * Real things that tests stand on where no failing drive is at hand: files that a FUSE server answers with true errors, loop devices, small file
 * systems. Each is an {@link java.lang.AutoCloseable} that takes down what it set up, also when the test's JVM is killed.
 */
package org.salvor.testkit.rig;
