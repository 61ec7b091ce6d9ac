/**
 * Drives that are not there: {@link org.salvor.drive.simulated.DriveHardware} is one at its connector,
 * {@link org.salvor.drive.simulated.SimulatedDrive} the transport {@code sim:} over it, {@link org.salvor.drive.simulated.DriveTruth} what is
 * really on it, and {@link org.salvor.drive.simulated.Profiles} the kinds that there are.
 */
package org.salvor.drive.simulated;
