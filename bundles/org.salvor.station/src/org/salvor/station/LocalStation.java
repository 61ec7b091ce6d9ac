package org.salvor.station;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.salvor.drive.spi.DriveProvider;
import org.salvor.imaging.DestinationProvider;
import org.salvor.imaging.plan.BuiltInPlans;
import org.salvor.linux.HostClock;
import org.salvor.power.spi.PowerSwitchProvider;
import org.salvor.station.internal.Desks;
import org.salvor.station.internal.HeadMaps;

/** The station in this JVM. As a service it uses whatever capabilities are installed, and follows them as they come and go. */
@Component(service = Station.class)
public final class LocalStation implements Station {
    private final Providers providers;
    private final Desks desks;

    /**
     * A station whose capabilities are bound as services. It remembers jobs in the user's state folder: {@code SALVOR_STATE} from the environment, else
     * {@code salvor} in {@code XDG_STATE_HOME}, else in {@code .local/state} at home.
     */
    @Activate
    public LocalStation() {
        this(new Providers(), StateFolder.of(System.getenv(), System.getProperty("user.home")));
    }

    /**
     * A station that remembers no jobs.
     *
     * @param providers the capabilities that are installed; may change while the station is open
     */
    public LocalStation(Providers providers) {
        this(providers, Optional.empty());
    }

    /**
     * A station of one's own.
     *
     * @param providers the capabilities that are installed; may change while the station is open
     * @param stateFolder where the list of known jobs is kept, made when it is needed; empty to keep none
     */
    public LocalStation(Providers providers, Optional<Path> stateFolder) {
        this.providers = providers;
        desks = new Desks(providers, new HostClock(), stateFolder);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, unbind = "removeDrives")
    void addDrives(DriveProvider provider) {
        providers.add(provider);
    }

    void removeDrives(DriveProvider provider) {
        providers.remove(provider);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, unbind = "removeDestinations")
    void addDestinations(DestinationProvider provider) {
        providers.add(provider);
    }

    void removeDestinations(DestinationProvider provider) {
        providers.remove(provider);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, unbind = "removePower")
    void addPower(PowerSwitchProvider provider) {
        providers.add(provider);
    }

    void removePower(PowerSwitchProvider provider) {
        providers.remove(provider);
    }

    @Override
    public List<DriveView> drives() {
        return desks.jobs().withRoles(desks.drives().list());
    }

    @Override
    public List<DriveSurvey> survey() {
        return desks.survey(drives());
    }

    @Override
    public DriveView identify(String address) throws StationException {
        return desks.drives().identify(address);
    }

    @Override
    public SectorsView readSectors(String address, long firstLba, int sectorCount) throws StationException {
        return desks.drives().read(address, firstLba, sectorCount);
    }

    @Override
    public DriveDetails details(String address) throws StationException {
        return desks.control(address).details();
    }

    @Override
    public SmartView smart(String address) throws StationException {
        return desks.control(address).smart();
    }

    @Override
    public HeadsView heads(String address) throws StationException {
        return desks.control(address).heads();
    }

    @Override
    public HiddenView hidden(String address) throws StationException {
        return desks.control(address).hidden(false);
    }

    @Override
    public HiddenView openHidden(String address) throws StationException {
        return desks.control(address).hidden(true);
    }

    @Override
    public SecurityView security(String address) throws StationException {
        return desks.control(address).security();
    }

    @Override
    public SecurityView unlock(PasswordOrder order) throws StationException {
        return desks.control(order.address()).unlock(order);
    }

    @Override
    public List<CommandView> prepare(String address, List<String> commands) throws StationException {
        return desks.control(address).prepare(commands);
    }

    @Override
    public ResetView reset(String address, String reset, long readyMillis) throws StationException {
        return desks.control(address).reset(reset, readyMillis);
    }

    @Override
    public CommandView command(CommandOrder order) throws StationException {
        return desks.control(order.address()).command(order);
    }

    @Override
    public List<SwitchListing> switches() {
        return desks.power().list();
    }

    @Override
    public SwitchView powerSwitch(String address) throws StationException {
        return desks.power().view(address);
    }

    @Override
    public SwitchedView switchPower(PowerOrder order) throws StationException {
        return desks.power().carryOut(order);
    }

    @Override
    public List<PlanView> plans() {
        return BuiltInPlans.names().stream().map(desks.plans()::builtIn).toList();
    }

    @Override
    public PlanView plan(String nameOrFile) throws StationException {
        return desks.plans().view(nameOrFile);
    }

    @Override
    public PlanCheck checkPlan(String yaml) {
        return desks.plans().check(yaml);
    }

    @Override
    public PlanCheck checkPlan(String yaml, String headMapYaml) throws StationException {
        return desks.plans().check(yaml, headMapYaml);
    }

    @Override
    public PlanCheck checkHeadMap(String yaml) {
        return HeadMaps.check(yaml);
    }

    @Override
    public List<String> objections(JobOrder order) throws StationException {
        return desks.jobs().objections(order);
    }

    @Override
    public JobView start(JobOrder order) throws StationException {
        return desks.jobs().start(order);
    }

    @Override
    public JobView open(String folder) throws StationException {
        return desks.jobs().open(folder);
    }

    @Override
    public List<JobView> jobs() {
        return desks.jobs().views();
    }

    @Override
    public List<KnownJobView> knownJobs() {
        return desks.jobs().known().views();
    }

    @Override
    public JobView job(String id) throws StationException {
        return desks.jobs().view(id);
    }

    @Override
    public void steer(String id, Steer order) throws StationException {
        desks.jobs().steer(id, order);
    }

    @Override
    public void forget(String id) throws StationException {
        desks.jobs().forget(id);
    }

    @Override
    public MapWindow mapWindow(String id, long firstLba, long endLba, int cells, long sinceVersion) throws StationException {
        return desks.jobs().mapWindow(id, firstLba, endLba, cells, sinceVersion);
    }

    @Override
    public String exportMap(String id) throws StationException {
        return desks.jobs().exportMap(id);
    }

    @Override
    public VerifyView verify(String folder, Consumer<Progress> progress) throws StationException {
        return desks.records().verify(Path.of(folder), progress);
    }

    @Override
    public JournalView journal(String folder, long first, int count) throws StationException {
        return desks.records().journal(Path.of(folder), first, count);
    }

    @Override
    public JournalCheck verifyJournal(String folder) throws StationException {
        return desks.records().verifyJournal(Path.of(folder));
    }

    @Override
    public List<ProfileView> profiles() {
        return desks.drives().profiles();
    }

    @Override
    public AutoCloseable listen(Consumer<StationEvent> listener) {
        return desks.events().listen(listener);
    }

    @Override
    @Deactivate
    public void close() {
        desks.close();
    }
}
