package org.salvor.drive.ahci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TenantsTest {
    private final Tenants tenants = new Tenants();

    @Test
    void aPortIsUsedOnce() {
        assertThat(tenants.add(3)).isTrue();
        assertThat(tenants.add(3)).isFalse();
    }

    @Test
    void theOthersAreNamed() {
        tenants.add(3);
        assertThat(tenants.besides(3)).isEmpty();
        tenants.add(5);
        assertThat(tenants.besides(3)).contains("port 5 is in use too");
        tenants.add(0);
        assertThat(tenants.besides(3)).contains("ports 0, 5 are in use too");
    }

    @Test
    void theLastOneGivesTheControllerBack() {
        tenants.add(3);
        tenants.add(5);
        assertThat(tenants.removedLast(3)).isFalse();
        assertThat(tenants.removedLast(3)).as("a second time").isFalse();
        assertThat(tenants.removedLast(5)).isTrue();
        assertThat(tenants.removedLast(5)).as("a second time").isFalse();
    }
}
