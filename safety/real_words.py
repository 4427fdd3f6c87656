"""Real English words one slip away from a word that patterns know: never mended into it.

Made from a public frequency list (symspellpy 6.10.1, MIT): its 60,000 commonest words that `Reader` would mend.
"""

REAL_WORDS = frozenset(
    """
aback abbe abby abe abel abl ably abode abort abound abridge abusers abuses abut aby accommodations accountable
accounts accursed accuse accuser accuses ace aced aces acids acis acme acne acre acres acrid adam addenda adder
addison addressable adds adidas admins admit adored ads adults advices advise aether afire afoot aftercare afterlife
afternoons afterschool afterthought agate agates agave aged agee aggressively aging aglow agnes agreeable agreed
agrees aground ahead ahem aid aide aides aiding aids ail ailing ails aim aimed aims ain airbag airbus aired aires
airframe airguns airing airlift airline airlines airmail airman airmen airplay airports airshow airspace airstrip
airtime airway airways ait akin alan alar alcohols alder ale ales alice alike aline alk allan allay allee allen
alleys allison allot allowable allows alloy alloyed ally alms aloe aloft aloud alright alter alyson amadeus amanda
amassed amble ambulances ambush amen amenable amend amended amending amiable amicable amid amin amis amiss amman
amon among amor amounts amour amp ampicillin amps amuse amused amusing amway ana anal anas anat andaman andorran ane
anger angina angle angling anim animas animate ankles anklet anna annotate anon answers ant anthem anther antic
antone ants anus anyhow anyplace anytime anyway anyways apace apartments ape apes apparent apparently appeals appear
appel append appended appending applet appleton applets apply applying apprentice aprils apter ara arab arabs aras
arch arcs ard arden ards areal areas areca arena ares argent argumentation arguments aria arid aries aright ark
armand armando armani armchair armed arming armour armpit armrest armstrong army arrester arsenals articles arts
arty asa ash ashe asher ashes ashram aside asides asker askew asp aspen aspiring asps ass assay assays assent asses
asset assets assign assignable assigns assisi assorted assure aster ataxia aten athena atone atop atrial ats attach
attached attaching attackers attempted attempts attest attica attics atwood aube aught augusta augustus aunties
aunts aust austin ave avenue aver avery aves avid avowed await awaiting awake awakes awash awesome awfully awhile
awry axes axle ayes baal baas baath baba babe babi babysitting bach backbone backdoor backed backfire background
backhand backing backpack backrest backroom backs backseat backside backslash backspace backstreet backtracking
backup backus backwater backwaters bact bade badge bagged bagger bagging bagpipe bags bah baht bahts bailed bailing
bails baird bait baiting baits bake bakes baking bal bala balanced balancer balances bald baldy bale bali ballance
balled balling ballistics ballon ballpark ballpoint ballroom balls bally balm balt ban banal banc band banded
banding bands bandy bane banes banger bangor bangs bani banish banka banked bankers banking banknote banknotes banks
banned banning bans banter banting barb barbara barbarian barbecued barbecues barbed barbel barbeque barbs bard
bards bare barents barer bares barf barfly barges bari baring baritone bark barked barking barks barm barman barn
barns baroda baron barr barrage barre barred barrels barren barret barricade barricades barring barry bart barter
bartered bartering barth base based basemen basements bases basher basho basil basing bask basking bass basses bast
baste basted basting batavia batch batched batches batching bate bates bathe bathed bather bathers bathes bathing
bathrooms baths batman baton batsman batt batted batten battens batterer battle battled battler battling batu baxter
bay bays beached beachfront bead beaded beading beads beady beak beaks beaming beams bean beans beard bearded
bearing bears beast beasts beater beatings beau beaut became beck becket beckon become bedding bedhead bedrooms beds
bedside bedtime beebe beech beef beekeeping beep beeping beeps beers beery bees beet beets beforehand begat begged
begin begs begun behalf behave behaving beheaded beheld behinds behold beings bel bela belay belch beleaguered belg
belief believed believer believes bell bella belle belling bellow bells belongs belted belting belts beltway ben
bench bend bended bending beng bens bent berger bering berm berms bern berry bert bertie bes beset besides bess
bessie bests bestselling bet beta betas betel beth bets bette bettered bettering betters bettie betting bettor bevan
bias bibl bibs bice bid bidden bide biding bids biel bier bigfoot bight biker bikes biking biko bile bilk billable
billed billing billion billiton billy bin bind binding binds bine bini binned binning biol bios birdhouse birdman
birdwatching biro birr birthdays bis biter bitterly bittern bitters black blacken blacker bladder bladed blades
blake blame blank blanked blanking blase blast blat blaze bleached bleaching bleak bleat bleating bled bleeds bleep
bleeping blend blending blight blimp bling blip bloat bloc bloch blockage blocker blocks blocky blocs blok blond
bloodline bloodlines bloods bloodshed bloom blot blots blow blowers blowing blu bluebird blued bluegrass bluer blues
bluetooth bluey blum blur blush blushes boa boar boarder boarding boars boas boast boathouse boating boats boaz bob
bobbed bobbing bobs bock bod bode bods bodybuilding bodyguard bodywork boeing boer bogs boil boise bol bola bold
bolder bole boll bolo bolter bolton bolts bombe bomber bombings bon bona bond boned boner boners bones bong boning
bonk bonn bonne bono bony boo boob boobed boobs booed booing bookable bookcase bookend booker booking bookkeeping
booklet booklets bookmark books bookshop bookshops bookstore boom boomed boon boone boor boos boost booted booth
bootle bootleg bootlegs boots booty boozy bops bora borden border bore borer borg bork borne boron borrowings bors
bort bose bosh bossy botany botch botel botha bother bothered bothering bothers bothersome bots bott bottleneck
bottles bough boughs bounding bounds bour bouse bowed bower bowing bowling bows boxcar boxed boxen boxers boxes
boxing boxy boyd boyer boyfriends boyne brace braces brach brad brady brag bragged bragging brags brain braised
braked bran brand brandi brando brands brandt bras brash brass brat brats brave braves bray breach breaches breads
breadth breakage breakaway breakdown breakfast breakout breakthrough breakup breakwater bream breathable breathed
breather breathes breaths breathtaking breathy bred breda brede bree breed breeding breezes breezy brent brest bribe
brice bricks brides bridged bridger bridges bridget bridgetown bridging bridle brie brief brigades briggs bright
brightened brightening brill brine bring brink brinks brisk brits britten broached broad broads brock brocken
broiled broiling broker brokerage brokered brokering brood brook brooke broom broth brothels brotherly brought brown
browned browning browns bruise bruiser bruises brunch brunt brush brushed brushes brushing buber buck bucked buckets
buffed buffer bugged bugger bugging buick buildings built bull bulls bully bummer bump bumped bumper bumping bums
bun bunche bunched bunches bunching bund bundle bundles bung bungalows bungled bungling bunk bunkers bunny buns bunt
bunting buoy buoys bur burbs burch burdens burdensome burg burgers burglary buried burks burl burly burnaby burner
burnet burney burnings burnished burnout burnside burp burping burr burrowing burrs burry burs bursa bursts burt
burying busby busch buses bushel bushels bushing bushman bushy busily busing buss busses buster busts busty butch
butchers butchery bute butler buts butt butte butted buttered butterfly buttermilk butters buttery buttes butting
buyback buyout buys byes bygone bylaw bylaws byline byng bypass bypassed bypassing byrd byte bytes byway byways
cabal cabana cabin cabled cables cabling cad cade cadre cadres cads caen cafe cafes cage caged cages caging cain
caine caked cakes cakewalk cal calf cali calla callable callas callback caller callings callisto callow callus calm
calmed calming calms calving cam camb camel camelot cameo camp camped camping camps camry cams cana canaan canad
canals canc cancel cancers candid candida candidate candied candies candle canine canker canna canned canner cannes
canning canoe canoes canon cans canst cantata canteen canter cantina canto canton cantor cantu canty cap cape caped
caper capes caps capt captives cara carat caravans carbs cardamom carded carder cardin carding cared career carefree
carefully carers caress caret carew carey cargo caries carina caring caritas cark carl carleton carling carly carman
carmen carnal carne carp carpark carpentry carper carpets carping carpool carps carr carrel carriage carrie carrier
carries carryover cars carson cart carte carted carter cartes carting cartoon carts carvel carven carver carves
carvings cary casa casebook cased casein caseload casement cases casework casey cash cashed cashes cashing casing
cask casks cast caste caster castes casts catalysis catamaran catches catching catchy cate cater caters cath cathay
cather cation cats catskills catt cattery catwalk caul cause cave caved cavers caves caving caws cays cease ceased
ceasing cede ceilings celebrated celebrates cell cella cellars celled cells celt cent center centra centred centres
ceres cess cha chad chafe chafed chafing chains chainsaw chaired chairman chairmen chairperson chairs chairwoman
chaise cham champagnes chan chanced chancel chances chang change changed changing chant chants chap char chard
chargeable charger charges chari charm charmed charming charms charred chars chart charted chaser chases chasm
chasse chaste chatroom chats cheat cheating checkbox checked checking checkmate checkout checkpoint checks checkup
cheek cheekbones chefs chem chemically chemicals chen chest chests chews chick childbearing childcare childe
childlike chile chill chime chimneys chin chink chip chipped chipping chips chis chit chock choices choir choker
chokers chomping chooser chooses choosy chop choppers chops chord chore chores chose chow chub chuckled chuckling
chucks chuffed chump chumps chunk chunked chunking cid cigarettes cine cinemas cist cit cite cites citing clack
clair clamp clamped clamping clamps clams clan clans clap clapped clapping claps clare clash clashed clashes
clashing clasp clasps classed classifiable classmate classmates classroom classy claus clave claws clay clays
cleaner clearer cleave cleaved cleavers cleaves cleaving cleft clever click clicking cliffs climber climbs cline
clint clip clipped clipper clippers clipping clit clive cloak clocked clocking clocks clockwork clod clone cloned
clos closely closeout closer closes closest closets closeup closing clothe clothed cloths clots cloud clouds clove
clovers clubhouse clubs cluck clue clued cluj clutter coal coals coarse coast coasts coats coax coble cobs cock
cocked cocking cocks cocktails cod coda coded coder coders codes codex coding cods cody coed coffeehouse coffees
coffer coffey cogs coiling coin coke cokes coking col cola colder colds cole coles coli colin coll collapse
collapses collar colleagues collectable collections collector collects collet colo cols colt colts com coma comas
comb combe combed combing combs comeback comedies comer comers comet comets comfortable comforts comic comings comm
commie commissioned commissioners commits commuter como comp comping complain complains complaints compliant comport
comps compute computed computerised computers computes comte conch conclusion cone cones coney confidences confuse
confuses cong conger conner cons conservator conservators considerable considerate consideration considers cont
contacts conto contracted contraction contractor contracts contrast controlled controls conversations convince
convinces cooing cook cooke cooked cooks cool cooling coon coop coopers coops coors coos coot coots coped copes
copiers copilot coping copper copperas copping copse copy cor cora corder cordon cords core cored corer cores coring
cork corker corks corn cornea corned cornel cornerback cornet corning coroner coroners corp corps corr corridors
cory coset coss cost costa cot cote cotes cots cotta cotter couch couched couches countable countdown counter
countryman countrymen countryside county coupe coups courted courthouse courting courtroom courts cove covens cover
covert coverts coves coveted cowards cowed cower cowes cows cps crab crabbing crabs cracked cracker cracking cracks
crag crags crake cram cramming cramp crane cranes crank cranny crape craps crasher crashes crass crate crates crave
craved craving craw cray craze creak creaking cream creams creditor cree creel crees creme cress crest crewed cribs
crick cried crier crim crimea crimean crimes crimp cringing crises croat crock crop cropped cropping crops cross
crossbows crowing crown crowned crowning crowns crts cruelly cruet cruised crus cruse crusher crushers crust crusted
cts cub cube cubs cues cull culled culling cults cums cunning cunt cunts cupboards cups curd curds cure cures curing
curly curried curs curt curtin curve curved curving curvy cush cushing cushions cuss custer cutaway cute cuter
cutler cutoff cutout cutters cutthroat cuttings cysts dabs dace dada daddies dag daggers dags dais dak dale dales
dame dames damming damp damped damping dams dana danae danced dancer dances dander dandy dane danes dang dangerously
dangers danish dank dante dare dared dares daring darkly darkroom darn darrel dart darted darth darting dash dashed
dashes dashing data datebook dateline dater daters dato dave dawes dawn dawned daws daybed daybreak daycare
daylights daytime daze dazed dds deadlock deadly deaf dealings deals dealt dean dear dearly dears dearth deaths deb
debit debits debs debtor debut debuts decal deception decide decidedly decider decides deck decked decl decode
decoded decodes dedication dee deed deeds deem deems deeply deeps deer deference deft del deliverable delivers dell
dells demand den dena dene deng dennis dens dental dentistry dentists denton dents deny dep departments deport
deported deportment depp dept depth derided derive deriving derry desc deserved deserves desired desiree desires
desks desktop desperately detailed detainee detainer deter deut devising dews dhow diag dial dias dibs dice diced
dices dick dicks diego diehard diem diet diets differences differentiable differentiate differentiation differently
digger digs dike dikes dill dime dimes dims dine dined diner dines ding dingle dink dinners dinning dint dione dior
dips dire dirk disable disables disappears diseased diseases dish dished disk dissing dist dive dived diver dives
diving divorced divorcee divorces doable dobro dock docked docket docking docks docs doctorate doctors dodger dodo
doe doer doers doge doghouse dogma dogs doings doit dole doles dolt domain dome domes dominate dominator domingo
dominican don dona donee dong donn donna donne donned donner donor donors donovan dons donuts doom dooms doorman
doorsteps doorstop doorways doozy dope doping dore dork dorking dorks dorm dort dos dosed doses dosh dosing doss
dost dot dote doth doting dots douches dour douse dove dover doves dow dower downer downgrades downing download
downloadable downloaded downloading downloads downright downs downside downtime downtown downturn downy doze dozing
drab dragon dragonfly drain draining drakes dram dramas drams drape draped draper drapes draping drat draw drawers
drawn draws dray dread dreading dreads dream dreamt dreamy dree dregs dressage dresser dresses dressing dressy dried
drier dries drills drin drip dripped dripping drivel drivers drives drivetrain driveways droll drone droning
drooping dropper droppings dross drover droves drug drugging drum drunks drying dual dues duffer dull dulled duly
dumb dumber dummy dump dumped dumper dumping dunce dune dung dunk dunning duress durst dusk dust dwell dyad dyed
dyeing dyes dyne ealing earing earl earle earls earphone earphones earring ears earthen earthly earths earthworks
earthy ease easement east easterly eastern eater eaters eating eaton eats eave eaves eben eck edam ede eden edged
edger edges edgy edibles edit edits eds eek eel eels eft eger egg egos egret eide eight eights eire elam elan eld
elder electrician electrics elf ell ells emails emergence emery emil emit emits employed employee employers emusic
endgame endings endnote endorsed endpoint engage engagements engages engin engined engines ennis enraged entice
entirely ere ergs erick erst escapee escapes essays est ester etch etching ethan ether eure evan eve evenings evenly
evens eventing events evermore evert everyday everyman eves ewer ewes ewing examen exception excerpt exch excuse
excused exes exiled exists exited exiting exodus exon express expressed expressing expression expressly expressway
ext eyeball eyed eyeglass eyelet eyelets eyesight fable fac faced facelift faceplates faces facet facing fact factor
factors fade fads fail failed failing failings fails fain fainter faintly fair fake fakes faking fall fallow fallows
falls fame fane fang fanny far farce fare fared fares farewells faring farmed farmhouse farming farms faro fart
farther farts fash fasted faster fasts fat fatah fatally fate fated fates fath fathers fats fatter faust fave faye
faze fears fearsome feast feat feather feats fed feedback feeding feedings feeds feedstock fees feint fell felling
fellow fellows fells felly felts fenced fencer fences fend fending fens fer fere ferry fescue fess fest fester fetal
fete feted fetter fetters feud feuds fever fewer fianna fiat fibre fibs ficus fid fides fie fiend fiends fife
fighter fights fila file filed files fill filled filler fillers filling fills filmmaking films filmstrip filmy filo
fils fin finale finalised finally finals finder finders findings fined finely finer fines finfish fingerings finial
fining finis finisher finishes finn finned finnish finns finny fino fins fiona fir firearms fireball firebird
firebox firefighting firefly firefox firehouse fireman firemen fireplace firepower fires fireside firewall firewalls
firework fireworks firm firmed firs firstborn firsthand firstly firsts fisc fish fished fishes fisk fists fitch fits
fitter fittest fitting five fiver fives fixed fizz fla flab flag flags flak flake flam flame flan flap flapped
flapping flaps flaring flash flashed flashes flashing flatbed flathead flatly flatmates flatt flaw flaws flax flay
fled flee fleet fletch flicking flighty fling flint flip flipped flipper flippers flipping flit flitting float
floats flock flocked flocking flocks flood floors flor floss flour flower flowery flowing flt flue fluids fluor
flurry flushed foal foals foam fobs focussed foes foiling fold folder folding folds folk followers followings
followup foment fond fondly fondue font foo foods fool foosball footage footballs footer foothold footnote footnotes
footpath foots footstep footwork footy fora forage forces ford fording fords fore forearm forgave forge forged
forger forges forgetting forging forgiven forgives forgo forked forking forklift forks format formation formed
forming forms forrest forster fort forte forth forum forwards fosters fou foul foundation founding foundling founds
fount fours foursome fourteen frae frag frags framed framer frames framework frameworks fran frank franny frat fray
fraying freak freaking freaks fred freed freeform freehand freehold freely freeman freephone freer frees
freestanding freetown freeway freeways freeze frei freq fresher fret frey fridays fridges fried friendly friendships
fries fright frill fringe fringing frisk frizzy fro frog fromm frond frontage frontline fronts frost frown frowned
frowning frowns frye frying fuad fuel fuels full fulling fun fundamental fundamentally funding funds fundy funk
funky fur furn furry fury fused fusing futures fuzzy gab gable gaby gads gag gage gail gain gait gal gale gales gall
galley galling galls gals gam gama gamed gamer games gamin gan gand gangs gaol gape gaped gapes gaping garages garb
garbage gard gardenia gardens garry gars garth gases gash gasped gasping gasps gasser gat gated gateshead gateway
gateways gath gather gating gats gauged gaunt gavage gavel gays gaze gazes gazing gear gearing gears geek geeks gees
geld gelling gels gems gene genera generalised generally generals gens gent gents gere germ germs gerry gers gest
getaway getaways getter ghat ghats gide gie gifts gifu gil gild giles gill gills gilt gimp gina ginger ginning gins
gird girlfriends girly giro girt gish gist git gite gites gits giveaway giveaways given giver gives giving glace
glade glades gland glans glasses glassy glide glistening gloss glossed glove glowing glue glues goa goad goat goats
gobs godfather godhead godly godsend goes goff goggle goings gold golding golds goner gong goo goodall goodbyes
goodly goodman goodnight goods goodwill goody goodyear goof googled googles googly gook goon goop goose gore gorey
goring goth gotha gould gower gown grabber grace graces grad grade graded grader graders grads graf grain grainy
gram grams grandchild grandchildren granddad granddaughters grandfathers grandmas grandmothers grandparent
grandparents grands grandsons grandstand grant grape grapes grasp grasps grassed grasses grassy grate grates gravel
gravely graven graver graves gravesend gravy gray graz graze gre greatly greats gree greet greg grep greta grew
greys griefs grieg grill grilling grime grin grind grip gripe gripes griping gripper grist groan groat groin groom
gross grote groundbreaking grounds groundwater groundwork grouped grouping grove groves grow growl growling grows
grub grubbing grubs grue gruel guan guar guardian guess guestbook guesthouse guests guidebook guided guideline
guidelines guider guides guido guild guile guilty guise gules gulf gull gums gunfire gunman gunmen gunning gunny
gunpowder guns gunshot gus gush gushed gushes gushing gust gusting gusts gutsy gutta gutter guyana guys gwent haar
habitable habitat habitation habits hack hacked hacking hacks hade hades hae hag haig hail hailed hailing hails
haircare haircut haircuts hairs hairy hake hal halal hale halftime halfway halle halley hallmark hallow hallowed
halls hallways halo hals halt halve halving ham hama hame hamm hammerhead hamming hammy hamper hampered hampering
hampers hams han hance handbag handball handbook handel handfuls handgun handheld handing handlebar handlebars
handled handler handles handmade handout handover handpicked handset handsets handshake handsome handsomely
handspring handwriting handwritten handy hanged hanger hangings hangman hangout hangovers hangs hank hanks hanna
hannover hanover hans happen happenings hardback hardball hardbound harden hardening hardin harding hardly hards
hardtop hardwoods hardworking hardy hare harem hares haring hark harmer harmon harmonised harp harping harps harried
harry hart harte harts hasbro hash hashed hashes hashing hast haste hat hatch hatched hatcher hatches hatching hated
hater haters hates hath hating hats hatter hatters haul haunt haunting havel havelock haven haver havering haves
havre haws hays haze hazing headaches headcount header headings headlamp headlamps headlights headline headlines
headlong headphone headphones headrest headroom heads headset headsets headteacher headwaters headway heady heal
healed healing heals heap heaped heaping heaps hearings hears hearsay hearse hearst heartbeat heartbeats heartbreak
heartbreaking heartburn heartfelt hearth heartily hearts heartwood hearty heated heath heathen heather heats heave
heaved heaves heaving hebe heck hedge hedged heed heeded heeding heel heep heft height heir heisman hel hellas helle
hellfire hellman hello hells helm helms helpings helplines hem hemmer hemp hen hence hep hera herat herb herd herded
herding hereafter hereby herein hereinafter hereof heres hereto hereunder herewith heritage herm herman hern herne
hero herod heron herp herr herring herringbone hers hess hest hey hick hicks hideaway hideout hider hie high highs
hight hike hikes hiking hill hills himalayan himalayas hind hinds hines hing hint hinter hinting hints hip hips hire
hired hires hiring hispanic hiss hissing hist historically hither hitherto hitter hive hives hoar hoard hobs hock
hocking hocks hocus hod hoe hoes hoke holder holdings hole holed holes hollow hollowed hollows holm hols holt holy
homecoming homed homegrown homely homemade homepage homepages homer homes homeschool homesick hometown homey homie
homing homo homs hond hone honed hones honey hong hons hood hoods hoof hoofs hook hooked hooker hooking hooks hoop
hooper hoot hooter hoots hoovers hooves hop hoped hopes hopewell hopi hoppers hopping hops hor horn horse hort horus
hose hosing hospitals host hostages hostel hosts hotels hotkey hotlines hotlink hotly hotpoint hots hottest hound
hounding hounds hourglass hourly houseboat housed household households housekeeping housemates houses housewife
housework housings hove hovel hover hovered hovers howe however hts huang huber huck hugged hugger hull hulled
humber hume hummer hummers hump humped humping humps hums hunch hunched hunches hung hungover hunker hunt hunter
hunters hunts hurl hurling hurray hurst hurtling husbands hush hushed hut huts hyde hype hyping icarus iceman ideal
ideally identifiable ides ids ign ike ilk illegally illegals ills illus image images imaginable imagined imagines
imaging imaginings imago imam imbalance imitate imp imparts impatient impatiently impersonate impersonation implant
implantable implantation impress impressed impressing impression improperly inane inanimate inasmuch inbound inbox
incapable income incomes incoming ind indent indie indies indifference indifferent indoor indoors ines infected
inflatable inflation inflight info inform ingle inhabit inhale inhaled inhalers inherent inherently inherit init
injunctions injures injustice inlaid inlay inlays inlet inlets inline inmate inmates inner inning inpatient input
inputs inputting inroads insanely insatiable inset insider insides insight insignificant inst instal instar instep
instill instr instruction insure insured insuring int intake intakes inter internat interne interned internets
interviews inti intr intro intrude intruded intruders intrudes inulin inure investigations invitations invoice
involves ions iran irate ire isis islet islets ismail isms isolate ito its itself ivan ives jabber jabs jack jacket
jackpots jade jagged jagger jailer jailhouse jailing jails jain jake jakes jame jammer jamming jammy jana jane janna
jarl jarry jars jaunt jaunty jaws jays jeep jeeps jell jello jere jerky jerri jess jest jets jetting jewry jews jibe
jibs jill jingle jitter jive jock jocks jody jogs joint jointed jointing joker jolly jolt jolted jos jose joss jots
jour joust jove joys joystick jude judy juke jul jules jumpers jumps jumpy jun jung junk juno jury justice
justifiable justin justly jut jute jutting kain kale kama kame kana kane kant karts kate kean keats keck keel
keeling keels keenan keenly kegs keller kelly kelp kemp ken kens kent kep kern kerry ketch kettles keven keynote
keynotes keyring keyword keywords khan khat kickback kicker kickoff kickstart kidd kiddie kiddies kidnapper
kidnappings kiel killings kiln kilns kilo kilos kilt kilter kilts kin kind kinds kine king kink kinks kipling kips
kirk kish kist kitchens kite kites kith kiting kits kitten klan klee kline klong knap kneed kneel kneels knew knifes
knight knit knob knobs knocker knockouts knop knot knots knowledge knowledgeable known knox kong kook kooks krill
kure kurt kush labe labs lace lacing lack lacked lacking lacks lacy ladders lade lading ladybird ladybug lager
lagged lags lain lair laird lakefront laker lakes lakeside lakh lam lama lamas lamb lambing lambs lame lamer lams
lana lance lancer land lander landlords lands lanes lang langer lank lanner laos lap lapp lapped lapping laps
laptops larch lard larder large lark larne larry lars las lase laser lash lashed lashes lashing lasing lass lasses
lasted lastly lasts lat latch latched latches latching lated latex lath lathe lather lati lats latte latter laud
lauder lauds laue launch lave laver lawes lawful lawn lawns lawson layer layman layoff layout lays layup laze lazing
lazy leach lead leaded leads leafing leaflets leaguer leagues leaking leal leaning leaping leapt lear leas leased
leasehold leases leash leasing leaved leaven leaver leavers lect lectured lecturer lectures leda ledger ledges leeds
leek leeks leer leering lees leet leftover lefts lefty legato legend legion legislate legit legitimate legitimately
lego leis lems lend lending lens lent leos les lesion less lessen lessons lessor lest lester leta letha leto lett
letterhead letterman lettings leven lever leys lice licenced licences licensed licensee licenses lick licked licks
lid lids lie lied lief lien liens lies lifeboat lifeguard lifelike lifeline lifelong lifer lifesaving lifetime lifts
ligatures light lighted lighten lighters lightning likeable liked likely liken likes liking lilt lima limb lime
limes liming limo limped limping lin lina lind lineage lineages lineman linen linens liner liners lineup ling linger
lingering lingers lining link linked linking links linn lino lint linus linz lipped lipstick lire lisp list lister
listers lit lite liter lith litter litters littler lively liven liver livers livestock livid livre livy lizzy loach
loader loadings loaf loafing loam loan loaned loaning loans loaves lobe lobs loci lockable locke locker locket
lockout lockup loco locos locus lode lodge lodged lodges loess lofts lofty log loge logged logger logs lois lome lon
lond lone loner longe longed longs longstanding longtime lookalike looker lookout lookup loom loomed looming looms
loon loons looped looping loops loopy loos loose loosed loosing loot looted looting lop lope lopes lord lords lore
lorn lorre los loser loses lost lota loti lotion lott lotta lotto lotus lou lounger lounges loup louse lout louth
loveable loved lovely lovemaking lover lovers loves loveseat lovey loving lowe lowed lower lowers lowing lowly lowry
lows loyd lube luck lucked lug lugged lugging lugs luke lull lulled lumber lump lumped lumping lumps lunchbox
lunches lunchtime lune lung lunge lurch lure luring lush lust lute lyman lyme lynch lyon lysis maas mable mace mach
machetes mack macks macy madagascar madame madder madeline madge madison madly madman mads mae mage mages magma mai
maia maid maids mailbag mailbox mailed mailing mailings mailman mails main mainframe mainline mainly mains mainstay
makeover maker makers makeshift makeup makings mako malawi malay malaya male males mali mall mallow malls malm
malone malty mamas mamba mamma mana manageable managers manages mandate mandated mandates mandating mande mandy mane
manes mange manger mangling mango mani mania maniacs manic manifold manly manmade mann manna manor manpower mans
manslaughter manson manx mar mara marc marcel marche marches marci marco marcy mare mares marg marge mari marka
marked marking marks markup marl marly marred marriages marries marrying mars marsh mart marts marty marx mary maser
mash mashed mashing mask masked masking masks mason masons mass massage massaged massaging massed masses massing
mast masted master mat matchbook matchbox matched matcher matching matchmaking matchup mated mater matey mather
mathis maths mating mats matt matte matter mattered matters mattes matts maude maul maury maxi maxim maxims maya
mayan maybe mayor mays maze mazes mcadam mead meade meal mean meanings means meantime meanwhile meany meas measure
meat meath meats mech med media medicare medications medici medicines medico medics meditation meek meets meetup
megs meld melds melt melting memberships meme memento mems menage mended mending mends mene menial mentally mentored
mentoring menu menus mere merry mes mesa mesas mesh mesic meson mesons messages messengers messina messy meta metal
mete meter metes methadone methods metis mettle mews mice mich mick mics midden mighty mike mikes mil mild mile
miler milf milfs milks milkshake milky mill millage milled miller millers milling mills milo milos mils milt mim
mime mimes mince mind minding minds mine mined mines ming mingle mini minibar minibus minimised minimum minimums
minion minis miniseries ministries ministry minivan mink minn minna minnow minor minos minsk mint minter mints
minuet minus minuses minuteman minutemen minx mire mired misc mise miso missing mission missouri missy mist mister
mists mitch mite mites mitten mixes moaning moat mobil mobiles mobs mock mocked mocking mocks mod mode modest mods
moe moet moire moist mold mole moles molestation molester momenta mondays monet moneys mong monger monkey mons mont
monte montes monthly monty moo moods moody moog moon mooney mooning moor moore moors moos moose moot mopping mops
mora morel moreno moreover mores morn mornings moro morphing mors morse mort mortal mortgaged mortgagee mortgages
mos mosh moss mostly mot mote motel motes moth mothering mothers motherwell moths motile motorways mots mott mottle
mottled mould mound mounds mount mounted mounting mounts mourning mouse mousing mouths moveable moved mover movers
moves movie mowed mower mss muck mufti mugger mugs mulch mulder mules mull mulled mulling multifamily multiprocessor
multipurpose mummer mummers mumps munch munching mung murderer mure murk mus muse mused mush musician musics musil
musing musk muss musty mut mute mutes mutt mutter myles mysore myspace myst naan nabbed naga nail nailer nails nair
nama name naming nanak nance nanna nap nape nara nash natal natch nate nates natter nave navel nays neal nearby
nearing nears neat neath neatly nebr nebs necker neckline necks ned nee needed needlepoint needles needlework needy
nell nelly nephews nerd nerds ness nest net nether nets nett netter netting nettle neut nevermore nevers new newer
newsletter newsletters newspaper newsroom newsstand newsweek newt newts nibs nicely nicer niceties niche nick nicked
nicks nieces nigh nightclub nightlife nightly nights nightstand nighttime nighty nike nile niles nina nine nines nit
nits niue nobel nobs nock node nodes noe noel noes noises noisy nomad nome nomen nominate non nona nonce nook nooks
noon nope norm norse north northing nos nosed noses nosey nosh nosing nosy notable notching notebook noted nothings
noticeable noticed notices notifiable noting notion notwithstanding nought nous novels novice nowadays nowhere noyes
nub nubs null numbed numbers nuns nus nut nutshell nutters nutting oaken oars oast oat oaten oates oath oats obits
obs obviously oddball oddly ode oder odes odin odis odour ods offbeat offences offend offended offending offices
offline offset offsets offsetting offside offsite offspring oft oiling oily oise olden oldest ole olen olive olives
oman omen omer oncoming oneself onetime ongoing ono onscreen onset onsite ont onus oof oops oort ope oped opel
openings openly openoffice opens opes ops oran orang orator orbit orbiting orbits orch ord ordeal orderly orders ore
oren orifice origin originate orly orson ort orth orwell others otter otto ouch oud ounce ours ourself ouse oust
outage outages outback outbound outbreak outbreaks outburst outcome outcomes outdated outdoor outdoors outer outfit
outgoing outhouse outlaw outlaws outlay outlet outlets outline outlined outlines outlook outlooks outlying outnumber
outpatient outperform outpost outpouring output outputs outrage outright outrun outs outset outsider outstanding
outstation outtakes oven overall overcame overclock overcoat overcome overcomes overcoming overdone overdoses
overdrive overdue overgrown overhang overhead overheard overheating overkill overlaid overlay overload overloaded
overloading overlook overlooked overlooking overlooks overly overlying overnight overpass overpayment overrun overs
oversaw oversee overseeing oversees oversight overstock overt overtake overtaken overtaking overthrow overthrown
overtime overturn overturned overturning overuse overweight overwrite overwriting overwritten ovid owed owen owing
owned oxen pabst pace pacer paces pacino package packages packed packer packets packing packs pact pacts paddock
paddy padlocks pads paged pager pagers paging pah paid paige pail pails paine painkiller painkillers pains paint
painted painting pair pal palace palates pale paler pales pali paling pall palma palms palmtop pals paly pam pampa
pamper pampered panama pancake pane panes pang panhandle panics panned panning panoramas pans pant panted pantheon
pantry pants panty pap papal papas paperback papers paperweight paperwork paps papua par para parcels parcs pard
pare pared parent pares paring paris parity parka parker parkin parkinson parks parkway parl paros parr parry pars
parsed parsing parson part parted particle parting partly partners pas pase passable passage passages passe passer
passes passion passionate passionately passover passports password passwords pasta pastas paste pasted pastes
pastime pasting pastor pasts pasty pat patch patched patches patching pate patent patents pates paths pathway
pathways patiently patients patrol pats patter patting patty pauper paused pausing pave paved pavements paves paving
pawn paws payable payback paycheck payday payer paying payload payloads payments payoff payout payphone pays peace
peach peak peal pean pear pearly pears pearson peart peas peat peck pecked pecking pecs peed peeing peek peeking
peeks peel peeling peels peep peeping peer pees pegged pegging pegs pele pelt pelts pena pence pend pended pendent
pending pendragon penis penned penning pennis pens pent pentax peopled peoples peps perch pere performs perfumed
perfumer perfumes perk perked perm perms peron perron perry persona personable personas persons pervious pes pest
pesticides pests pet pete peter petrel petter petting pews phage phages phase phased phasing phat phelps phobos phon
phoney phot photochemical photoelectric photog photometry photon photons phots piazza pica picasso pice picker
picket pickets pickings pickled pickling picks pickup picky pics pict pictured pictures pie piece pied pies piet
pike piker pilates pile piles pili pillage pilling pillowcase pillows pillsbury pima pimps pin pinch pinched pinches
pinching pine pines ping pinged pinging pining pink pinot pins pinter pinto pints pip piped pipeline pipelines piper
pipes pips piss pissed pissing pistil pistols piston pita pith pitman pits pitt pitting pity pizzas placed placer
places placing placket plaice plaid plain plait planed planer planes planet planing plank planking planners plano
plans plantation planted planter planting plants plat plate plated platen plater platforms plath plating plats playa
playable playback playbill playbook playboy playgirl playground playhouse playmate playmates playoff playroom plays
playstation playthings playtime pleading pleased pleases pledge pliant plight plots ploy plug plugged plugging plugs
plumbed plumbers plumper plush ply plying poach pock pocketbook pockets podcasts poe poet poets pointer points
pointy poise poisonings poisson poke poked pokers pokes pokey pol pola polder poles policed policeman policemen
polices policy polio polish polisher polit polite polk poll polled polling polls polo pols poly polys pommel pomp
ponce ponder pone pong pons poo pooch poof pooh poole pools poolside poon poop poops poorly pope popes poppers
popping pops pore poring pork porker porn port portals ported porting ports pos pose poser posh posing posit poss
postage postal postcard postcards postcode poster postfix postmark posts postseason postwar posy pot pots potting
pouch pouches pound pounds pours pout pouting powders powdery powerboat powerhouse powerpoint powers powertrain pram
prank prat prays preached preaching precious preferable preference preferred preferring prefers preform premise
premised prepare preparer prepares preps pres presa presb presentation presently preserved preserver preserves
preset presets president presser presses pressings pressroom pressured pressures prevent prevents prey preying preys
priced pricey pricking prickly pricks pride prides pried primate primates prime primes prince princes print printed
printing prion prise prises prisoners prisons privately prize prizes problems procession processor profess profiled
profiles programmed programmer programmes programs progression project prole prom promises prone prong proof
property propped propping protection protector protects protest prove prowess pry prying psalm psst psych psyche
psychoanalysis psychol psychos psychosis psychosocial psychotherapist ptah pts publ pubs puck puffed puffer pugh
pugs pul pula puli puller pulley pullman pullout pullover pulls pulp pulping puls pulsed pulsing pump pumped pumper
pumping puncher punchy pune punic puns punt punter punting punts pupa pupal pupils pups pure purge purges purl
purposed purposely purposes pus pusher pushers pushy puss putin putt putter putters putts putz pyle quack quad
quality queens queer quest questionable questions queued queues quid quilt quin quint quip quirk quit quite rabin
raced racer races raceway racing racist rack racked racket racking racks racy rad radiators rads rae rafter rag raga
raged rages ragged rags raid raids rail railed railing railways raincoat raining rains rainwater rainy rake raked
rakes raking rall rally rama rammer ramp ramped ramping ramps rams rance rand randy range ranged ranger ranging
rangoon rani rank rant ranted ranting rants rap raper rapid rapists rapped rapping raps rapt rare rarer rares rash
rashes rask raster rat rata ratchet rated rater raters rath rating rats rave raved raver raves ravin raving rawlings
ray rays raze razed razors reach reached reacher reaching reactions readable reade readily readings readmission
readout readying realisations realised realization realm reals realty ream reaming reams reap reaped reaping reaps
rear rearing rears reasonable reasons reaves recd receipts recept receptions recife recipes recite reck reckons
recognised recognises recognize recon recordable records rect redaction redbridge redd redhead rediscovered redline
redneck redone reds redshift redwoods reed reeds reedy reek reeks reel reeling reels refer referenced references
refit refl reflex refugee refuges refundable refunds refuse refute regal regrets regrettable regt reid reilly rein
reins rel relationships release releaser releases relied reliefs relies relieve rely relying remembers remind remix
rena renal rend rending rene reno rental rents repay repaying replay replaying reportable reportage reportedly
reporter reports rept res rescued rescuer rescues resent resents reserve reset resh reside residents resit resort
resorted resp restate resting restrain restroom rests ret retained retd rete retort retorted reval reverence
revisions reviving reyes rhone rial rials rib rice rices rick rickets ricks ridden ride rider rides ridge riding
rids rife riffle rifled rifles rift rig righting rightly rights rigs riles rill rime rimming rims rind rinds ringer
ringers ringing ringo rings rink rinks rios rip ripe riper ripped rips rise riser risks risky rite rites ritter rive
riven rivera riverbank riverbed riverboat riverfront riverhead rivers riverside rives rivet rms roach roadblock
roadhouse roadshow roadside roadway roadways roam roams roan roar roars robe robes robs rock rocked rocket rocking
rocks rod rode rodger rods roe roes roiling role roles rolf rom roman rome roo rood roofs rooftop rook rooks
roommates rooms roomy root rooter roped roper ropers roping rose roses ross roster rote roth rots rotter rouble
roundabout roundhouse rounding rounds roundtrip roundup rouse rouser rousing route routed routers routes routinely
routines routing rove rover rovers roving rowe rowed rower rowing rowling rte rube rubs ruck rue rues ruffed rug
rugged rugs ruin ruining ruiz rule ruled ruler rulers rummy rumour rump rums runaways rundown rune runes rungs runny
runoff runs runt runway runways rus ruse rushdie rushed rushes rushing rushmore rusk russ rust ruth ruts rutting
saab sab sable sack sacked sacking sacks sacs sad sadder sade sadi sadly safeguard safeguarding safeguards safely
safer safes safeway sage sages sags sail sailed sailing sailings sails sain saint sake sakes saks sal salem sales
salesmen salk sallow sally salt salta salto salts salve sam sammy sana sand sanding sands sane sang sanger sank sans
sap saps sard sarge sarong sash sashes sask sass satan satay sate sated sates satin satisfactory saturdays sava
saver saves savings sawed sawing saws sawtooth sayings scab scabs scad scala scale scaled scales scaling scalp
scalping scalps scaly scammed scamp scant scape scar scarce scares scarfs scaring scarp scarred scars scat scenes
scent sch schoolboy schoolchildren schoolgirl schoolgirls schoolhouse schools scissor scold scolded scolding scone
scoot scop scope score scored scot scout scouting scram scramble scrap scraped scratcher scratches scratchy scree
screed screenplay screens screenshot screenwriting screwdrivers scribble scrip scuff scuffed scull scurry seabed
seabirds seafloor seafood seafront seal sealed sealing seam seaman seamed seamen seams sean seaplane sear seared
searing sears seas seaside season seasons seatbelt seating seats seawater seaweed secondhand secondly secs sect
sects sedan seder sedge seed seeding seeds seek seeking seeks seel seem seeming seen seep seepage seeping seeps seer
seers sells sen sendai sends senna sens sensing sentimental sep sept sere serf seriously serous serves serviceable
serviced servicemen servile setback seth seton sett setter setters settings settle settling setup seven sever sewed
sewerage sewers sewing sexes sexing sexist shack shacks shad shade shaded shades shading shaft shaka shakedown
shaker shakers shaky shale shallow shalt sham shames shaming shams shan shane shang shape shaped shapes shaping
shard shared shareholding sharer shares shari shark sharpe sharpened sharpeners sharply sharps shat shave shaved
shaven shaves shavings shaw shawl shay shays shea shear shearing sheds sheep shelf shelled shelling shells shew shia
shied shifts shifty shill shills shim shin shingle shinning ship shipped shipper shippers ships shire shirt shits
shitting shiv shive shock shod shoe shoeing shogun shone shoo shool shootings shootout shopped shore shores shoring
shortage shortages shortcake shortcoming shortcut shortcuts shorted shorthand shorting shortly shorts shortstop
shorty shotguns shots shouts shovel shovels showa showcase showdown showed showers showing shown showplace showroom
shows showtime showy shred shrew shrift shrinking shtick shuck shul shun shunt shunting shutdown shute shutout shuts
sian sibs sic sickly sicko sics sid sidebar sided sidekick sideline sidelined sidelines sideshow sidestep sidewalk
sidewalks sidewall sideways siding sift sifter sifting sig sigh sighs sighting sights sightseeing signage signalled
signals significant significantly silenced silencer silences silk sill sills silt silty simmer simmers simp sin sind
sine sines sing singe singer singers singing singled singles singlet singly sings sink sinned sinner sinning sins
sion sip sipped sipping sire sired sires sirius sit sita sited sites siting sits sitter sitters sittings sixes size
sizes skat skein skewer ski skid skids skill skilled skilling skim skimming skincare skink skinning skins skint skip
skipped skipper skippers skipping skis skit skits skulls slab slabs slack slacking slacks slag slags slam slammer
slams slant slapper slapstick slasher slashers slat slate slater slates slats slaughterhouse slaughters slav slaved
slaves slaving slavs slaw slay slaying slays sld sled sledge sleek sleeps sleet slewing slicer slicers slick slicks
slid slider slides slideshow sliding slight slim slime slimmed slimming sling slinging slings slipcovers slippage
slippery slips slits slog sloop slop sloping sloppy slot slots slotting slow slower slugger sluice slum slumber
slums slung slur slurry slurs slush slut sluts small smalls smart smarting smasher smashes smelling smelly smelt
smiles smite smock smocked smocking smoked smoker smokes smokey smoky smoother smote smug smut snack snacking snacks
snag snake snakes snaking snapped snapping snaps snapshot snare snared snarf snatcher snatches sneak snell snide
snider snip snipped snit snitch snog snood snook snore snort snorted snorting snot snout snow snowing snows snuff
snug soaking soap soaps soared soaring soars soba sobering sobs socially socials sock socket socks sod soda sodomy
sods sofas sofia soft soiled soiling sol sola solder sole soled solent solid solis solo solon sols som soma someday
somehow someones someplace somethings sometime somewhat somme sonata sonatas sone sones songbird songbook songs
songwriting sonora sonoran sony soong soot sooth soother sop sops sora sorb sorely sores sorta sorter sorts sosa sot
soto sought sounder sounding soundly soundtracks soup sour soured sours sous souter south sow sowed sower soweto
sowing sown sows spa spaced spaceflight spacer spaces spacey spacing spader spades spain spake spall spam spammed
span spanning spar spare spared sparing spark sparked sparking spars spas spate spats spay spaying speakeasy speaks
spear speck sped spell spelled spelling spells spelt spend spending spic spice spiced spicer spices spiders spied
spier spies spike spikes spill spills spilt spin spins spite spitfire spitz splash splashed splashes splashing splat
splay splice spliced splices splicing splint splits splitting spock spode spoke spook spool spoon spoor spore sport
sported sporting spot spots spotting spout spouting sprain sprang sprat spray spraying sprig springs springtime
springy sprint sprit sprung spying squads squat squaw squeeze squeezes squid sta stable stabler stack stacked
stacker stacking stacks stacy staffs stag staging stags staid stain stains stair stairwells stake staked stakes
staking stale stalk stalkers stall stalled stalling stampede stamper stampings stan standalone standby standings
standoff standout standpoint standstill standup stang stank stans star stare stared stark starker starling starr
starred starring starter startled startling starts startup starved stash stashed stat stated stating stations
statistic stats stave staying stays ste steak steen steep stem stems stent stepmom stepped ster stet stew stews
stich sticks sticky stiff stile stills stilt sting stinging stings stink stirs stoa stockpile stockpiles stocks
stocky stoke stole stoles stomachs stomp stomped stomping stomps stone stoner stony stool stoop stooped stooping
stoops stopover stoppage stopper stopwatch stored storefront storehouse stores storeys storied storing stork storm
stormy storybook storyline storytelling stout stove stoves stow stowe straightforward straights straining strains
strait strand stranding strands strangely strangler stranglers strap strapped strapping stray stream streaming
streams stree streetcar strengths strep strick string stringer stringers stripe striping stripling strips stronger
stronghold strongly struck strung stuart stub stubbed stubs students stuffer stuffs stuffy stull stump stumped
stumps stun stunk stuns stunt sty suave subscriptions suck sucre sue sued sues suffers suicides suing suit suite
suits sumer summa summation summed summertime summery summit sumner sump sums sumter sunda sundae sundays sunder
sundress sundry sung sunless sunn sunni sunning sunny suns supports suppose supposedly supposes sur sura surefire
surely surer surf surfer surg surge surges surv survived survives suture sven swab swabs swale swallows swamp
swamped swamps swap swapped swapping swaps sward swart swash swat swatch sway swaying sways sweat swed sweep
sweeping swell swelled swelling swells swift swig swill swine swish swoon swords sworn swot synd syringes systems
tab tabbed tabbing tabla tabled tables tabletop tabling tach tack tacked tacking tacks tads tagged tagger tai tail
tailings tails tain taint tainted tais taka takeaways takeoff takeout takeover taker takers takin takings tala talc
tale tales tali talked talker talking talks tall talley tallow tally tame tamed tamer tames tami taming tammy tamp
tampere tan tana tanager tang tangling tank tanking tap taper tapered tapering tapes taping tapped tapping taps tare
tares tarn tarry tars tart tarts tasers taskbar tasked taskforce tasking tasks tass taste taster tasters tat tate
tater tats tattered tatters tatting tattoos taught taunt taupe taxa taxable taxed taxes taxicab taxing taxis taxon
teach teachers teaches teal team teams tear tearing teary teas tease teased teaser teat teats ted teds tee teed teem
teenage teenagers teens teeny tees tel tellus tempered ten tenants tend tended tending tenn tent tented tenth ter
teri terminate terminator termini terminus tern terns terr terry tess testa testable testbed tested testes testing
testis tests testy tet tethers tex textbook texts thad thai thais thana thane thanh thank thanking thar tharp thaw
thea thee theirs theme therapist thereafter thereby therefor therefrom therein thereof thereon thereto thereunder
thereupon therewith therm therms theses thesis thess thew thick thicket thickets thin thine thing thingy thinks
thinning thins thirsty thole thongs thorough thoth though thrasher thrashers threes threesome thresh threshing
throats throaty throb throes throughout throughput throwback thrush thrushes thrust thud thugs thumbed thumbing
thumbs thun thunk thurs thursdays thus thy tick ticked ticker tickers ticking ticks tide tides tie tier tiered ties
tight tighter tights til tile tiled tiles tiling tillage tilled tiller tillers tilling tillman tills tilt tim timed
timekeeping timeline timelines timely timeout timer times timeshare timestamp timestamps timetable timex timing tina
tine tines ting tingle tings tinned tins tint tip tipping tire tires tits tittle tizzy toad toads toasted toby tod
todd toddlers toddy toed toes toffee toft togo toile toiled toiling toke token tole toll tolling tolls tolly tomato
tomb tombs tome tomes tommy tomorrows ton tone toner tong tongued tongues tons tonto tool tooled toot toothpick
toothy toots tope topic topped toppers toppings toppling tops torch torched torches torching tore tories torn tort
torturer torturers tory toss tote totes toto tots touchdown touche touchscreen touchy tough tour toured touring
tournaments tours tow toward towed towel towering towers towing townhouse towns townsend tows toying toys trace
traced tracer traces tracing track trackers tracts trades traffickers trail trailed trails trainings trains trait
tran trap trapper trash trashed trave trawling tray tread treading treads treason treat treats treed trees tref trek
trent tres tress trey triad trials tribal tribes tribunals trice trick tricked tricking tricks trier trifle trig
trikes trill trilling trim trims trina trio trios tripe tripled triplet triplets tripod tripped tripping trips
tripwire trite trona trope tropes troth troubled troubles troubleshoot troubleshooting troublesome trough trove trow
truce trucked trucker trucking truckload trucks truer truest truk trump trumped trumps trunk truss trusts trusty
truths tryout tryst tub tuba tuber tubes tubs tuck tue tuesdays tuff tugged tull tummy tums tun tune tuned tuning
turd turf turin turing turk turnaround turner turnings turnkey turnout turnover turns turntable tush tusk tuts tver
twain twas twee tweed tween twigs twill twin twine twink twinks twister twit tying tyke tykes tyne typ typed
typeface types typeset typesetting typo tyre tyree udder umber ump unbearably unbeatable unblock unclean uncles
unconsciously underage undercut underdog undergo undergoing undergone underground underlay underline underlined
underlines underlying underpinned underpinning undersea underside understandable understandings understands
understood undertake undertaken undertakes undertaking undertook underwater underway underweight underwent underwire
underworld underwriting underwritten unfit unicode uniform uniformly unimaginable union unis unisex unison unite
unites units unity univ unix unlit unlocks untie untied unto upbeat upbringing upcoming update updated updates
updating upfront upgrades upheld uphold upholding upholds upkeep uplift upload uploaded uploading uploads upon
upright upset upsets upsetting upside upstart uptake uptown urea urged urn urns usable usage usages useable user
uses usher ushered uther uts utter vail vain vair valance vale valley vamp vamps vance vane vanes vang vanguard
vanilla vanished varnish vars varus vary vase vast vats veal vedic veep veer veering veiling veils vein veld ven
vend vending vent venting ventre venues venus vera verb vern verses vert vest vetch vets vetting vibes vice vide
videos videotape videotaped vie vied vies vile villager villages vince vine vines violently violet vireo virtus vise
visitation visitor visits vitus vive vodkas voiced voicemails voiceover voices voile vole volt volumes vote voted
votes vouch vowel vowing vries vying waal wack wad wadding waded wader waders wades wadi wading wads wafer wafers
wafted wafting wage wager wagers wages waging wags waif wail wailed wailing wails wain waist waists waite waited
waiter waiters waits waiving waked wal wald wale wales walkabout walker walkman walkway walkways walled walleye
walling wallis wallow wallpaper wally walsh walt walter walters wan wand wanda wands wane waned wanes wang waning
wank wanking wannabe wanting wanton ward warden wardrobes wards ware wares warhead waring warlock warm warmed
warming warms warps warring wars warsaw wart wartime warts warty washable washer washes washing washroom washy wasp
wast wasted waster wasters wastes wastewater wasting watchdog watcher watches watchman watchtower waterbury
waterfront watergate waterloo waterman watermark watershed waterside waterway waterways waterworks watery watt watts
wave waved waver wavers waves waxes waxing wayside weak weal wean weaning wear wearing wears weather weathered
weathering weave weaves weaving websites wedded weddings wedge wedges wedlock wednesdays weds weeding weedy weekday
weekdays weekends weekly ween weep weeping weeps weer wees weft weigh weighs weights weighty weill weir weirdo weirs
welcomed welcomes weld welding welds welland welling wells wellspring welly welt wend wentworth wept wert wesson
west wet wether wets wetter wetting whaler whales wham whatever whatnot whatsoever wheat whee wheelchairs wheels
whelp whelping whenever whereas whereby wherein whereof wheres whereupon whet whew whey whichever whig whigs whiles
whim whimper whimpered whimpering whims whine whipper whippet whir whisk whisker whisks whisperer whispers whist
whit white whither whiting whoa whoever wholes wholesale wholesome whoops whopping whore whose whosoever whsle whys
wick wicked wicket wickets wicks wide widow widows width wield wien wifi wight wildcard wildcards wildcat wilde
wildfire wildflowers wildlife wildly wilds wile wiles willa willed william williamson willing willis willow
willpower wills willy wilt wily wimp win wince wind winder winders winding winds wines wing winger wingers winging
wings wink winner winners winning wino wins wipe wipes wired wiry wis wisc wise wishbone wishes wisp wisps wist
witch witched witching wite withe wither withered withheld withhold withholding within withstand wits witt witter
wive wives wobble woden woes wok woke woken woks wold wolds wolf womb won wong wonk wonks wood woodsy woody woof
wool wools woops woos wording wordsworth wordy wore workable workaround workbook workday workforce workings workload
workloads workman workmen workout workplace workshop workshops workspace workstation worldly worlds worm worming
worms worn worries wort worthwhile worthy wound wounding wounds wove woven wowed wrack wracked wracking wrap wrapper
wreak wreaking wreath wren wrest wright wring wringing wristwatch writ writer writes writeup writhe writhing
writings writs wrongdoing wrongly wrongs wroth wrung wurst xterm yale yama yang yank yard yards yates yea yeah yeahs
yearbook yearly yearn yearns yeas yeast yeats yell yells yelp yer yes yesterdays yeti yobs yong yonkers yore york
yours yourselves yous youth yummy yurt zach zane zany zeal zest zine zines zing zinger zits zone zool zoom zorn
zoster
""".split()
)
