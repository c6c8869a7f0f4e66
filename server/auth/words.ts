/**
 * 2,048 plain words of four to seven letters, so that one is 11 bits. Words that sound like another are
 * left out: a passphrase is often read aloud. Changing the list changes what repeated commands answer.
 */
export const words: readonly string[] = `
accent accept accord account achieve acid acorn across active actor adept adjust admire adobe adopt
adult advice aerial affair afford agate agent agile aglow agree ahead airport alarm album alder
alert alfalfa alike alive alley allow alloy almanac almond along aloud alpaca alpha alpine alto
amaze amber amigo ample amuse anagram analog anchor ancient angle animal anise ankle answer anthem
antler anvil anyone apart apex appeal apple apply april apron aqua arbor arcade arch arctic area
arena arise armor around array arrive arrow artist aside asleep aspen asset assist aster atlas atom
atrium attend attic auburn audio august aunt aura author auto autumn avail avenue avid avocado award
aware away awhile awning axis axle azure baby back bacon badge badger bagel baggage baker balance
ball ballad ballet balm bamboo banana band bandana banjo bank banner barber barge bark barley barn
baron barrel barrier base basic basil basin basket batch bath baton battery bayou bazaar beacon bead
beaker beam bean bear beard beauty beaver bedrock beet beetle bell belong belt beluga bench beret
best beyond bicycle bike bill binder bingo biology biotic birch bird biscuit bison blade blaze
blazer blend blender blink block bloom blossom bluff blush boat bobbin bobcat body bold bolt bonfire
bonnet bonus book boost boot booth border borrow bottle bottom bounce bouquet bowl bracket braid
brain bran branch brass brave bravo breeze brew brewer brick bridge brief bright brisk broad bronze
brook broom brother brown brush bubble bucket buckle budget buffalo bugle build bulb bulk bumper
bunch bundle bunny buoy bureau burrow bush busy butler butter button buyer buzz cabbage cabin cable
cactus cadet cafe cake calf call calm camel camera camp camper canal canary candid candle candy
canoe canopy canvas canyon cape caper capital captain caravan carbon card care careful cargo caring
carol carpet carrot cart carton carve cashew cast castle casual catalog catch cattle cause cave
cedar celery cello cement center chain chair chalet chalk chance change channel chant chapel chapter
chariot charm chart chase chat check cheek cheer cheese chef cherry chess chest chicken chief chili
chime chimney chin chip choice chorus chunk cider cinema circle circus citrus city civic civil claim
clam clamp clap claret clarity clasp class clause clay clean clear cleft clerk clever click client
cliff climb clip cloak clock close closet cloth cloud clover club clue clump coach coal coast coat
cobalt cobble cobra cocoa coconut code coffee cohort coil coin cold collar colony color column comb
come comet comfort comic common compact company concert condor cone cook cookie cool copper copy
coral cord core cork corn corner cosmic cost cottage cotton couch cougar count counter couple court
cousin cove cover coyote cozy crab crack cradle craft crane crate crater crayon cream crest crew
crib cricket crimson crisp crocus crop croquet cross crow crowd crown cruise cruiser crumb crust
cube cubic cuckoo cuisine culture cupola curator curb cure curl curry curtain curve cushion custard
custom cute cycle cymbal daily dairy daisy dance dapper data date dawn dazzle deal debut decade
decent decimal deck decor deep degree delight deliver delta demo denim denote depot depth desert
design desk dessert detail detour device dial diamond diary dice diesel diet digit dill dime diner
dinner direct disc disco dish display distant ditch dive diver divide dock doctor doll dollar dome
domino donkey donut doodle door double dough dove down dozen draft dragon drama drapery drapes draw
drawer dream dress drift drill drink drive driver drop drum duck duet dune durable dusk dust duty
dwell each eager eagle early earn earnest earth easel east easy ebony echo eclipse edge edit editor
effort elastic elbow elegant elevate eleven ember emblem emerald emperor empire employ enable enamel
encore endless endure energy engine enjoy enough ensign enter entire entry envoy epic epoch equal
errand escort essay estate ethic evening event evolve exam example excel except excite exhibit exit
exotic expand expert export express extend extra fable fabric face fact factor fairy faith falcon
family famous fancy farm farmer fashion father favor fawn feast feather fellow fender fennel fern
ferret ferry festive fiber fiddle field fifteen figure film filter finch fine finger finish fire
firefly fish fizz flag flair flame flannel flash flask flavor flax fleet flight flint flip float
flock floor flora fluent fluid flute foam focal focus fold folder folk follow food forest forge fork
formal forum forward fossil found fresh friday friend frog front frost frozen fruit fudge funnel
future gadget galaxy gallery gallon game garage garden garland garlic garnet gather gauge gaze
gazebo gazelle gear gecko general genius genre gentle genuine geyser giant gift giggle ginger
ginseng giraffe glacier glad glass glaze gleam glide glitter globe gloss glove glow glue goat gold
golden golf gong good goose gopher gorge gossip gourd govern grace grade grain grand granite grant
grape graph grass gravel gravy gray green grid griffin grill grin grind grip grocer grotto ground
group grove grow growth guard guava guess guide guitar gulf gull gust gutter gymnast gypsum habit
hail half halibut halo hamlet hammer hammock hamper hand handle hangar happy harbor hard harmony
harp haste hatch haven hawk hazel health healthy heart hearth heat heather hectare hedge height
helium hello helmet help herald herb herd hero heron high hike hiker hill hinge hippo history hobby
hockey holiday hollow holly home hominy honest honey honor hood hoof hook hoop hope horizon horn
host hotel house huge hull humble hummus humor hundred hunter hurdle hybrid icicle icing idea ideal
igloo image imagine impact impala import impress improve inch income index indigo inform initial
inlet input insect inside insight inspire intact intend invent invite inward iris iron island itself
ivory jacket jade jaguar january jargon jasmine java jazz jeans jelly jersey jetty jewel jigsaw
jingle jockey join joke jolly journal journey judge juggle juice juicy july jumbo jump june jungle
junior jury kale kayak kazoo kebab keel keen keeper kelp kennel kernel kettle kidney kiln kilo kilt
kimono kindle kindly king kinship kiosk kitchen kite kitten kiwi knack knee knob know koala lace
ladder ladle lady lagoon lake lamb lamp lance land lane lantern lapel larch large lark laser lasso
latch latte laugh launch laurel lava lawn layer leader leaf league lean leap learn leave ledge leek
legend leisure lemon lemur length lens lentil leopard letter lettuce level lever library lichen
light lilac lilt lily limber lime limit linden line linen link lion liquid list listen liter little
live lively lizard llama load loaf lobster local lock locket lodge loft logic long lookout loop lore
lotus lounge lovely loyal lucid luck lucky luggage lullaby lumber lunar lunch luster lute luxury
lynx lyric machine maestro magic magma magnet magpie major mall mallet manatee mango manner mansion
mantle manual maple marble march margin marina marker market marsh marten marvel mascot mask mason
mast match math matrix mayor maze meadow measure medal medium mellow melody melon melt member memory
mentor menu merit mermaid merry mesa message metal meteor meter method metro mice midday middle mild
milk mill million mimosa mind minnow mint minute mirror mitten mixer mobile model modern modest
module molar mole moment monday money monk monkey month moon moose morsel mortar mosaic moss motel
moth mother motion motor motto mound mouse movie muffin mule mural museum music muslin mustard
mutual myrtle mystery nacho name napkin narrow nation native nature navy neat nebula neck nectar
needed needle neon nephew nest nettle network neutral news newt nickel nimble noble nomad noodle
normal north notable notary note notice nougat novel novice nozzle nugget number nurse nutmeg nylon
oasis oatmeal object obtain ocean ocelot octave octopus offer office often olive omelet onion onward
onyx opal open opera optic option oracle orange orbit orca orchard orchid order oregano organ origin
oriole ornate osprey ostrich otter ounce outfit outlet output outside oval oven overall owner oxen
oxide oxygen oyster pace pack paddle page pagoda paint palace palette palm pamper panda panel pansy
panther pantry papaya paper paprika parade parent park parka parrot parsley part partner party pasta
pastel pastry patch patent path patient patio patrol pattern paving peach peacock peanut pearl
pebble pecan pencil pendant penguin penny people pepper perch perfect perhaps period permit person
petunia phone photo phrase piano pickle picnic picture pigeon pillar pillow pilot pinch pine pinto
pioneer pipe pivot pixel pizza place plaid planet plank plant plaster plate plateau platter player
plaza pleat pledge plenty plow plug plume plus pocket podium poem poet polar polish polite polka
pollen polo pond pony poodle pool popcorn poplar poppy porch port portal portion poster potato
potter pottery pouch pound powder praise praline precise prefer prepare present pretty primary prime
prince print prism private problem produce profile program promise prompt pronto proper protect
proton proud prove provide public puddle puffin pulley pulp puma puppet puppy pure purple purpose
puzzle pyramid quail quaint quality quantum quarry quart queen quench quest quick quiet quill quilt
quince quiver quiz quote rabbit raccoon race racket radar radiant radio radish radius raft rail
rainbow raisin rake rally ramp ranch random range ranger rare ratio raven ravine razor reach reader
reason recipe record reef refill refine refresh regal regard region regular relax relay release
relic relish rely remark remedy remind remote renew rent repair repeat report rescue reset resin
resolve resort respect restore result retail retreat return reveal review revive reward rhyme rhythm
ribbon rice ride rider ridge rinse ripple ritual river roast robin robot robust rock rocket rodeo
roller roof room rooster rope roster rotate rotor rover royal ruby rudder ruler rumble runner runway
rural rustic saddle safari safety saffron saga sage sailor salad salmon salon salsa salt salute
sample sand sandal sardine satin sauce saucer sauna savory saxon scale scallop scarf scarlet scenery
scenic school scone scoop scooter score scout screen scroll seal search season second secret section
secure seed select senior sequel serene series service settle shade shadow shake shale shallot
shallow shape shark sharpen shawl shed sheep shelf shell shelter shield shimmer shiny ship shirt
shoe shop shore shovel shower shrimp shrub shrug shuttle sibling siesta sift signal silent silk silo
silver simple singer single siren sister skate sketch skill skirt slate sled sleek sleet sleigh
slide sling slope smart smile smooth snack snail snow snug soap soar soccer social sock soda sofa
soft soil solar solo sonar song sonic sonnet soup source south space spade span spaniel spark
sparkle sparrow speech speed spell sphere spice spider spinach spiral spirit splash sponge spoon
sport spray spring sprint sprout spruce spur square squash squid stable stack stadium staff stall
stamp stanza staple star station statue status steady steam steep stem stencil stereo stew sticker
stitch stone stool stork stove straw stream street string stripe strum student studio study sturdy
subject subway sugar summer summit sunday sundial sunny sunset supper supply support surf surface
survey swallow swamp swan sweater swift swim swing switch symbol syntax syrup system tabby table
tablet taco tadpole tailor talent tandem tangent tango tank tape taper target tart tartan tavern
taxi teal teapot teddy temper temple tempo tenant tender tennis tenor terrace terrier text texture
thaw theory thermos thicket thimble thirst thread thrift thrive throne thrush thumb thunder thyme
tiara ticker ticket tidal tidy tiger tile tilt timber timer timid tinsel tissue titan toad toast
toaster toffee token tomato tonal tonic tonight tooth topaz topic torch torque toucan tourist towel
tower trace tractor tram transit trapeze travel tray treaty tree trek tribute trio triple trivia
trolley trophy tropic trot trout truck truffle trunk tuba tube tuck tulip tumble tuna tundra tune
tunic tunnel turban turbine turkey turnip turtle tutor tutu tuxedo tweed twelve twenty twig twin
twirl twist tycoon typist ukulele unfold unify union unique unison unwind upbeat update upgrade
uplift upper uptown upward urban usable useful usher vacant valley valve vanilla vanity vapor
variety vase vault vehicle velvet vendor verify verse version vessel vest victor video vigor village
vine vintage vinyl viola violet violin virtue visa visible vision vista vital vitamin vivid vocal
volcano volley volume voter vowel voyage wade waffle wagon waiter walker wallet walnut walrus waltz
wander warbler warmth wasp water weasel weave weaver wedding wedge welcome wharf wheat whisk whisper
white wicker widget willow window wink winner winter wisdom wizard wolf wonder worthy woven wren
wrist writer yacht yarn yeast yellow yield yoga yogurt yucca zeal zebra zenith zephyr zest zigzag
zinc zipper zodiac zone zoom
`
  .trim()
  .split(/\s+/)
