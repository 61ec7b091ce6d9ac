/** The platters and what they hold: which head reads a sector, what moving costs, what is damaged, which bytes stand there. */
package org.salvor.drive.simulated.internal;
