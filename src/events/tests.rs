//! Sentences of our own, one for each mechanism. Entities are marked in the sentence itself:
//! `[وزير الخارجية الفرنسي|OCC]`.

use proptest::prelude::*;

use super::{fillers::Extent, *};
use crate::{
    annotation::{Attributes, Entity, Modality, Polarity},
    entities::tagger::Tagger,
    segment::segment,
    text::{Span, is_grapheme_boundary},
};

/// The document of a sentence with marked entities.
fn document(marked: &str) -> Document {
    let mut document = Document::default();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        document.text += before;
        let (entity, after) = after.split_once(']').unwrap();
        let (text, label) = entity.split_once('|').unwrap();
        let start = document.text.len();
        document.text += text;
        let span = Span::new(start, document.text.len());
        document.entities.push(Entity {
            id: format!("e{}", document.entities.len() + 1),
            label: label.to_owned(),
            span,
            core: span,
            parts: Vec::new(),
            provenance: Provenance::person(),
            value: None,
            chain: None,
            attributes: Attributes::new(),
        });
        rest = after;
    }
    document.text += rest;
    let parts = segment(&document.text, Lexicon::embedded());
    document.sentences = parts.sentences;
    document.tokens = parts.tokens;
    document
}

/// What knows the classes of words.
fn entities() -> &'static EntityFinder {
    static ENTITIES: std::sync::LazyLock<EntityFinder> =
        std::sync::LazyLock::new(|| EntityFinder::new(Lexicon::embedded(), Tagger::embedded().clone()));
    &ENTITIES
}

fn events_of(document: &Document) -> Vec<Event> {
    EventFinder::embedded().find(document, entities())
}

/// The events of a sentence as lines: `Kill قتل Victim=26 جنديا`.
fn lines(marked: &str) -> Vec<String> {
    let document = document(marked);
    let line = |event: &Event| {
        let arguments: String = event
            .arguments
            .iter()
            .map(|argument| format!(" {}={}", argument.role, argument.span.slice(&document.text)))
            .collect();
        format!("{} {}{arguments}", event.label, event.trigger.slice(&document.text))
    };
    events_of(&document).iter().map(line).collect()
}

#[track_caller]
fn check(marked: &str, expected: &[&str]) {
    assert_eq!(lines(marked), expected, "{marked}");
}

/// The triggers alone: `Kill قتل`.
#[track_caller]
fn check_triggers(marked: &str, expected: &[&str]) {
    let document = document(marked);
    let found: Vec<String> = events_of(&document)
        .iter()
        .map(|event| format!("{} {}", event.label, event.trigger.slice(&document.text)))
        .collect();
    assert_eq!(found, expected, "{marked}");
}

/// Polarity and modality of the last event.
#[track_caller]
fn check_attributes(marked: &str, polarity: Polarity, modality: Modality) {
    let document = document(marked);
    let events = events_of(&document);
    let last = events.last().unwrap();
    assert_eq!((last.polarity, last.modality), (polarity, modality), "{marked}");
}

#[test]
fn a_statement_has_its_speaker() {
    check(
        "قال [وزير الخارجية الفرنسي|OCC] إن بلاده لن ترسل جنودا.",
        &["Statement قال Speaker=وزير الخارجية الفرنسي"],
    );
    check("وبحسب [وكالة الأناضول|ORG]، وصلت الشاحنات.", &["Statement وبحسب Speaker=وكالة الأناضول"]);
    check("لافتا إلى أن الوضع خطير.", &["Statement لافتا"]);
}

#[test]
fn a_speaker_may_stand_before_the_verb() {
    check("[باريس|GPE] تعلن إغلاق السفارة.", &["Statement تعلن Speaker=باريس Topic=إغلاق السفارة"]);
    check(
        "وكان مسؤول عسكري قال [أمس الاثنين|DATE] إن الطريق آمن.",
        &["Statement قال Speaker=مسؤول عسكري Time=أمس الاثنين"],
    );
}

#[test]
fn title_and_name_are_one_filler() {
    check(
        "وأكد [المتحدث باسم الوزارة|OCC] [كريم منصور|PERS] أن الأمر انتهى، مشيرا إلى أن التحقيق مستمر.",
        &[
            "Statement وأكد Speaker=المتحدث باسم الوزارة كريم منصور",
            "Statement مشيرا Speaker=المتحدث باسم الوزارة كريم منصور",
        ],
    );
    check(
        "قال [وزير الدفاع|OCC]، [سامي الحداد|PERS]، إن الجيش انسحب.",
        &["Statement قال Speaker=وزير الدفاع، سامي الحداد", "Withdraw انسحب Agent=الجيش"],
    );
}

#[test]
fn the_subject_of_a_passive_is_its_victim() {
    check(
        "قتل [26|CARDINAL] جنديا في [محافظة حماة|GPE].",
        &["Kill قتل Count=26 Victim=26 جنديا Place=محافظة حماة"],
    );
    check(
        "اغتيل [القاضي|OCC] [نبيل حسن|PERS] في [عدن|GPE].",
        &["Assassinate اغتيل Victim=القاضي نبيل حسن Place=عدن"],
    );
}

#[test]
fn a_victim_keeps_its_partitive() {
    check(
        "قتل [26|CARDINAL] عنصرا من [قوات النظام السوري|ORG] في [محافظة حمص|GPE].",
        &["Kill قتل Count=26 Victim=26 عنصرا من قوات النظام السوري Place=محافظة حمص"],
    );
}

#[test]
fn who_attacked_also_killed() {
    check(
        "قتل [26|CARDINAL] عنصرا من [قوات النظام السوري|ORG] في هجوم شنه [تنظيم داعش|ORG] في [محافظة حمص|GPE].",
        &[
            "Kill قتل Count=26 Victim=26 عنصرا من قوات النظام السوري Agent=تنظيم داعش Place=محافظة حمص",
            "Attack هجوم Attacker=تنظيم داعش Place=محافظة حمص",
        ],
    );
}

/// Whether the first event of a sentence has an Agent.
#[track_caller]
fn check_agent(marked: &str, expected: bool) {
    let events = events_of(&document(marked));
    let has_agent = events[0].arguments.iter().any(|argument| argument.role == "Agent");
    assert_eq!((events[0].label.as_str(), has_agent), ("Kill", expected), "{marked}");
}

#[test]
fn an_attack_that_only_stands_beside_killed_nobody() {
    check_agent("قتل [26|CARDINAL] جنديا في هجوم شنه [تنظيم داعش|ORG].", true);
    check_agent("قتل [26|CARDINAL] جنديا في هجوم.", false);
    check_agent("قتل [خمسة|CARDINAL] مدنيين ردا على هجوم شنه [تنظيم داعش|ORG].", false);
}

#[test]
fn the_genitive_of_an_end_of_fighting_is_its_party() {
    check("وقف [الجيش السوري|ORG] العمليات في [حلب|GPE].", &["Ceasefire وقف Party=الجيش السوري Place=حلب"]);
}

#[test]
fn an_event_has_several_places_only_side_by_side() {
    let events =
        events_of(&document("اجتماع في [باريس|GPE] لبحث الوضع الإنساني والسياسي والعسكري في [حلب|GPE]."));
    let places = events[0].arguments.iter().filter(|argument| argument.role == "Place").count();
    assert_eq!(places, 1);
}

#[test]
fn a_light_verb_gives_way_to_its_noun() {
    check(
        "شن [تنظيم داعش|ORG] سلسلة هجمات على [مدينة الرقة|GPE].",
        &["Attack هجمات Attacker=تنظيم داعش Target=مدينة الرقة"],
    );
    check(
        "أجرى [سامي الحداد|PERS] محادثات مع [رئيس الوزراء العراقي|OCC] في [بغداد|GPE].",
        &["Meet محادثات Participant=سامي الحداد Participant=رئيس الوزراء العراقي Place=بغداد"],
    );
    check("عقد الوفدان اجتماعا في [جنيف|GPE] [يوم الأحد|DATE].", &["Meet اجتماعا Place=جنيف Time=يوم الأحد"]);
    check("تجدد القصف على الأحياء الشرقية.", &["Attack القصف Target=الأحياء الشرقية"]);
    check_triggers("وقع الطرفان اتفاق سلام.", &["Agree اتفاق"]);
}

#[test]
fn coordinated_participants_are_several_arguments() {
    check(
        "اجتماع بين [روسيا|GPE] و[تركيا|GPE] في [أنقرة|GPE].",
        &["Meet اجتماع Participant=روسيا Participant=تركيا Place=أنقرة"],
    );
    check(
        "محادثات بين [كيري|PERS] و[لافروف|PERS] في [هامبورغ|GPE].",
        &["Meet محادثات Participant=كيري Participant=لافروف Place=هامبورغ"],
    );
}

#[test]
fn fixed_phrases_are_one_trigger() {
    check("وتوصل الطرفان إلى وقف إطلاق النار في [حمص|GPE].", &["Ceasefire وقف إطلاق النار Place=حمص"]);
    check_triggers(
        "أعلن الجيش وقف العمليات العسكرية.",
        &["Statement أعلن", "Ceasefire وقف العمليات العسكرية"],
    );
    check("سمع إطلاق نار قرب [مطار طرابلس|FAC].", &["Attack إطلاق نار Place=مطار طرابلس"]);
    check(
        "طالبت المعارضة بإطلاق سراح السجناء.",
        &["Demand طالبت Agent=المعارضة Topic=بإطلاق سراح السجناء", "Release بإطلاق سراح Person=السجناء"],
    );
    check("قطع العلاقات الدبلوماسية مع [قطر|GPE].", &["Sanction قطع العلاقات Recipient=قطر"]);
}

#[test]
fn a_phrase_may_be_parted_by_its_subject() {
    check_triggers(
        "كشف عن وقف الجيش السوري العمليات العسكرية في شرق [حلب|GPE].",
        &["Statement كشف", "Ceasefire وقف"],
    );
    check_triggers("لقي [أربعة|CARDINAL] عمال حتفهم [صباح اليوم|DATE].", &["Kill حتفهم"]);
}

#[test]
fn words_that_only_look_like_triggers_are_none() {
    check_triggers("قوات المعارضة في المدينة.", &[]);
    check_triggers("وقف الأوقاف الإسلامية.", &[]);
}

#[test]
fn movement_has_person_origin_and_destination() {
    check("نزح [آلاف|CARDINAL] المدنيين من [الموصل|GPE].", &["Move نزح Person=آلاف المدنيين Origin=الموصل"]);
    check_triggers("انسحبت القوات التركية من [عفرين|GPE].", &["Withdraw انسحبت"]);
    check("زيارة [كيري|PERS] إلى [موسكو|GPE].", &["Visit زيارة Visitor=كيري Place=موسكو"]);
}

#[test]
fn justice_has_its_roles() {
    check("محاكمة [سامي الحداد|PERS] بتهمة الفساد.", &["Trial محاكمة Defendant=سامي الحداد Crime=الفساد"]);
    check("اعتقال صحافي في [القاهرة|GPE].", &["Arrest اعتقال Person=صحافي Place=القاهرة"]);
}

#[test]
fn diplomacy_has_agent_recipient_and_topic() {
    check(
        "اتهمت [دمشق|GPE] [تركيا|GPE] بتدريب المسلحين.",
        &["Accuse اتهمت Agent=دمشق Recipient=تركيا Topic=بتدريب المسلحين"],
    );
    check("رفضت [الحكومة العراقية|ORG] المقترح.", &["Reject رفضت Agent=الحكومة العراقية Topic=المقترح"]);
    check(
        "فرضت [الولايات المتحدة|GPE] عقوبات على [إيران|GPE].",
        &["Sanction عقوبات Agent=الولايات المتحدة Recipient=إيران"],
    );
    check(
        "نددت [الأمم المتحدة|ORG] بالهجوم.",
        &["Accuse نددت Agent=الأمم المتحدة Topic=بالهجوم", "Attack بالهجوم"],
    );
}

#[test]
fn a_participle_of_saying_is_a_trigger() {
    check_triggers("متهما [إسرائيل|GPE] بقصف المطار.", &["Accuse متهما", "Attack بقصف"]);
}

#[test]
fn aid_and_posts_and_sieges() {
    check("قدمت [ألمانيا|GPE] مساعدات إلى [اليمن|GPE].", &["Aid مساعدات Giver=ألمانيا Recipient=اليمن"]);
    check("استقال [وزير الدفاع|OCC] [أمس|DATE].", &["Resign استقال Person=وزير الدفاع Time=أمس"]);
    check("حاصرت [قوات الجيش|ORG] [مدينة حلب|GPE].", &["Siege حاصرت Agent=قوات الجيش Target=مدينة حلب"]);
    check("يحاصر [الجيش|ORG] [مدينة حلب|GPE].", &["Siege يحاصر Agent=الجيش Target=مدينة حلب"]);
}

/// The base phrases of a sentence without triggers.
#[track_caller]
fn check_phrases(sentence: &str, expected: &[&str]) {
    let document = document(sentence);
    let reader = Reader { lexemes: &EventFinder::embedded().lexemes, facts: entities().facts() };
    let mut memory = FormMemory::default();
    let reading = Reading::new(&document, reader, &mut memory);
    let fillers = reading.sentences.iter().flat_map(|sentence| find_fillers(&reading, sentence.clone(), &[]));
    let phrases = fillers.filter(|filler| filler.extent == Extent::Base);
    let phrases: Vec<&str> =
        phrases.map(|filler| reading.span(filler.first..filler.end).slice(&document.text)).collect();
    assert_eq!(phrases, expected, "{sentence}");
}

#[test]
fn a_noun_with_a_pronoun_takes_no_genitive() {
    check_phrases("وصلت قوات النظام.", &["قوات النظام"]);
    check_phrases("وصلت قواته المسلحة.", &["قواته المسلحة"]);
    check_phrases("أرسلت قواته أسلحة.", &["قواته", "أسلحة"]);
}

#[test]
fn a_light_verb_ends_a_phrase_and_its_masdar_does_not() {
    check_phrases("هجوم شنه مسلحون.", &["هجوم", "مسلحون"]);
    check_phrases("بعد إجراء انتخابات.", &["إجراء انتخابات"]);
}

#[test]
fn negation_is_seen() {
    check_attributes("لم يجتمع الوفدان في [جنيف|GPE].", Polarity::Negative, Modality::Asserted);
    check_attributes("نفى [الجيش|ORG] قصف المدينة.", Polarity::Negative, Modality::Asserted);
}

#[test]
fn plans_and_conditions_are_seen() {
    check_attributes("سيجتمع الوفدان غدا في [جنيف|GPE].", Polarity::Positive, Modality::Planned);
    check_attributes("سيعقد اجتماع في [جنيف|GPE] [السبت|DATE].", Polarity::Positive, Modality::Planned);
    check_attributes(
        "إذا هاجمت [إسرائيل|GPE] [لبنان|GPE] فسنرد.",
        Polarity::Positive,
        Modality::Hypothetical,
    );
    check_attributes("ربما تهاجم [إسرائيل|GPE] [إيران|GPE].", Polarity::Positive, Modality::Hypothetical);
    check_attributes("قصف [الجيش|ORG] المدينة.", Polarity::Positive, Modality::Asserted);
}

/// The triggers that are reported, each with the one that reports it: `قصف < أعلن`.
#[track_caller]
fn check_reports(marked: &str, expected: &[&str]) {
    let document = document(marked);
    let events = events_of(&document);
    let word = |id: &str| {
        events.iter().find(|event| event.id == id).map(|event| event.trigger.slice(&document.text))
    };
    let reported = events.iter().filter_map(|event| {
        let reporter = word(event.reported_by.as_deref()?)?;
        Some(format!("{} < {reporter}", event.trigger.slice(&document.text)))
    });
    assert_eq!(reported.collect::<Vec<_>>(), expected, "{marked}");
}

#[test]
fn a_statement_is_linked_to_the_events_that_it_reports() {
    check_reports("قال [الجيش|ORG] إن الطائرات قصفت المدينة.", &["قصفت < قال"]);
    check_reports("أعلن الجيش وقف العمليات العسكرية.", &["وقف العمليات العسكرية < أعلن"]);
    check_reports("قتل [26|CARDINAL] جنديا في هجوم على [حمص|GPE].", &[]);
    check_reports("قتل جندي بحسب الشرطة، وأصيب جنديان بحسب الجيش.", &["قتل < بحسب", "وأصيب < بحسب"]);
}

#[test]
fn an_entity_that_fills_a_role_alone_is_named() {
    let document = document("هجوم على [تدمر|GPE].");
    let events = events_of(&document);
    let place = &events[0].arguments[0];
    assert_eq!((place.entity.as_deref(), place.span.slice(&document.text)), (Some("e1"), "تدمر"));
}

#[test]
fn a_long_text_without_a_full_stop_is_linear() {
    for sentence in [
        "قال الوزير إن الجيش قصف المدينة وقتل عشرة مدنيين في هجوم على السوق ",
        "قال الوزير إن الجيش قصف المدينة وقتل 26 عنصرا من قوات النظام في هجوم على السوق ",
    ] {
        let document = document(&sentence.repeat(2_000));
        assert!(events_of(&document).len() > 6_000);
    }
}

proptest! {
    #[test]
    fn any_text_gives_sound_events(text in "(قتل |هجوم |على |قال |وقف إطلاق النار |26 |مدينة |«|» |، |أن |[\u{600}-\u{6ff}]|\\PC|[ \n\u{200f}\u{200d}]){0,60}") {
        let parts = segment(&text, Lexicon::embedded());
        let document = Document {
            text,
            sentences: parts.sentences,
            tokens: parts.tokens,
            ..Document::default()
        };
        let schema = Schema::built_in();
        for event in events_of(&document) {
            let event_type = schema.event_type(&event.label).unwrap();
            let spans = event.arguments.iter().map(|argument| argument.span).chain([event.trigger]);
            for span in spans {
                prop_assert!(!span.is_empty());
                prop_assert!(is_grapheme_boundary(&document.text, span.start));
                prop_assert!(is_grapheme_boundary(&document.text, span.end));
            }
            prop_assert!(event.arguments.iter().all(|argument| event_type.role(&argument.role).is_some()));
        }
    }
}
