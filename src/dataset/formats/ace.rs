//! ACE APF: a text in SGML and an annotation in XML a document. Offsets count code points of the text without its
//! tags, the last one included. Only written: no set of this form is free. `<` and `>` of the text become ‹ and ›, for
//! readers take everything between the two for a tag. Types and roles have ACE's names where the schema knows them; our own
//! type of an entity is its subtype.

use crate::{
    annotation::{Document, Event, Modality, Polarity},
    dataset::{
        draft::FILLER,
        format::{Context, File, Format, Uses, Writing, no_companions},
        graph::{Edge, Graph, Kind, Node, Units},
        holds::{DocumentId, Events, Holds, Relations, Text},
        options::OffsetUnit,
        scheme,
        xml::escape,
    },
    text::Span,
};

/// What the schema calls this inventory of types and roles.
const SCHEME: &str = "ace";

pub static ACE: Format = Format {
    id: "ace",
    name: "ACE APF XML",
    ending: "apf.xml",
    holds: |_| Holds {
        text: Text::Sgml,
        document_id: DocumentId::Own,
        events: Events::Whole,
        attributes: true,
        relations: Relations::Whole,
        scheme: Some(SCHEME),
        ..Holds::SPANS
    },
    write: Some(Writing::Apart(write)),
    read: None,
    companions: no_companions,
    uses: Uses { offset_unit: false, tag_scheme: false },
};

fn write(context: &Context, document: &Document, stem: &str) -> Vec<File> {
    let writer = Writer {
        context,
        document,
        graph: Graph::of(document),
        units: Units::new(&document.text, OffsetUnit::CodePoint),
        doc: escape(&document.id),
    };
    let name = stem.rsplit('/').next().unwrap_or(stem);
    let doc = &writer.doc;
    let mut apf = format!(
        "<?xml version=\"1.0\"?>\n<source_file URI=\"{name}.sgm\" SOURCE=\"newswire\" TYPE=\"text\" AUTHOR=\"hashiya\" \
         ENCODING=\"UTF-8\">\n<document DOCID=\"{doc}\">\n",
        name = escape(name)
    );
    for index in 0..writer.graph.nodes.len() {
        apf += &writer.node(index);
    }
    for (number, edge) in (1..).zip(&writer.graph.relations) {
        apf += &writer.relation(number, edge);
    }
    apf += "</document>\n</source_file>\n";
    let sgm = format!("<DOC docid=\"{doc}\"><TEXT>{}</TEXT></DOC>", document.text);
    vec![File::new(format!("{stem}.sgm"), sgm), File::new(format!("{stem}.apf.xml"), apf)]
}

struct Writer<'a> {
    context: &'a Context<'a>,
    document: &'a Document,
    graph: Graph<'a>,
    units: Units<'a>,
    doc: String,
}

impl Writer<'_> {
    fn node(&self, index: usize) -> String {
        let node = &self.graph.nodes[index];
        match node.kind {
            Kind::Entity(_) => self.entity(index, node),
            Kind::Trigger(event) => self.event(index, node, event),
            Kind::Filler => self.value(index, node),
        }
    }

    fn id(&self, index: usize) -> String {
        let letter = match self.graph.nodes[index].kind {
            Kind::Entity(_) => 'E',
            Kind::Trigger(_) => 'V',
            Kind::Filler => 'L',
        };
        format!("{}-{letter}{}", self.doc, index + 1)
    }

    /// `<extent><charseq START="3" END="5">…</charseq></extent>`
    fn extent(&self, tag: &str, span: Span) -> String {
        let (start, end) = self.units.of(span);
        let text = escape(span.slice(&self.document.text));
        format!(
            "<{tag}><charseq START=\"{start}\" END=\"{}\">{text}</charseq></{tag}>\n",
            end.saturating_sub(1)
        )
    }

    fn entity(&self, index: usize, node: &Node) -> String {
        let (id, label) = (self.id(index), escape(node.label));
        let kind = escape(scheme::entity_name(self.context.schema, SCHEME, node.label));
        format!(
            "<entity ID=\"{id}\" TYPE=\"{kind}\" SUBTYPE=\"{label}\" CLASS=\"SPC\">\n<entity_mention ID=\"{id}-1\" \
             TYPE=\"NAM\" LDCTYPE=\"NAM\">\n{}{}</entity_mention>\n</entity>\n",
            self.extent("extent", node.span),
            self.extent("head", node.span),
        )
    }

    fn value(&self, index: usize, node: &Node) -> String {
        let id = self.id(index);
        format!(
            "<value ID=\"{id}\" TYPE=\"{FILLER}\">\n<value_mention ID=\"{id}-1\">\n{}</value_mention>\n</value>\n",
            self.extent("extent", node.span),
        )
    }

    fn relation(&self, number: usize, edge: &Edge) -> String {
        let id = format!("{}-R{number}", self.doc);
        let ends = [("Arg-1", edge.from), ("Arg-2", edge.to)];
        let arguments = ends.map(|(role, index)| {
            format!("<relation_argument REFID=\"{}\" ROLE=\"{role}\"/>\n", self.id(index))
        });
        let mentions = ends.map(|(role, index)| {
            let (to, extent) = (self.id(index), self.extent("extent", self.graph.nodes[index].span));
            format!(
                "<relation_mention_argument REFID=\"{to}-1\" ROLE=\"{role}\">\n{extent}</relation_mention_argument>\n"
            )
        });
        let named = scheme::relation_name(self.context.schema, SCHEME, edge.role);
        let (kind, subtype) = named.split_once(':').unwrap_or((named, named));
        let span = self.graph.nodes[edge.from].span.cover(self.graph.nodes[edge.to].span);
        format!(
            "<relation ID=\"{id}\" TYPE=\"{}\" SUBTYPE=\"{}\" TENSE=\"Unspecified\" MODALITY=\"Asserted\">\n{}\
             <relation_mention ID=\"{id}-1\" LEXICALCONDITION=\"Other\">\n{}{}</relation_mention>\n</relation>\n",
            escape(kind),
            escape(subtype),
            arguments.concat(),
            self.extent("extent", span),
            mentions.concat(),
        )
    }

    fn event(&self, index: usize, node: &Node, event: &Event) -> String {
        let id = self.id(index);
        let role = |role: &str| escape(scheme::role_name(self.context.schema, SCHEME, &event.label, role));
        let edges = || self.graph.edges.iter().filter(move |edge| edge.from == index);
        let arguments: String = edges()
            .map(|edge| {
                format!("<event_argument REFID=\"{}\" ROLE=\"{}\"/>\n", self.id(edge.to), role(edge.role))
            })
            .collect();
        let mentions: String = edges()
            .map(|edge| {
                let (to, role) = (self.id(edge.to), role(edge.role));
                let extent = self.extent("extent", self.graph.nodes[edge.to].span);
                format!(
                    "<event_mention_argument REFID=\"{to}-1\" ROLE=\"{role}\">\n{extent}</event_mention_argument>\n"
                )
            })
            .collect();
        let (kind, subtype) = self.types(&event.label);
        format!(
            "<event ID=\"{id}\" TYPE=\"{kind}\" SUBTYPE=\"{subtype}\" MODALITY=\"{}\" POLARITY=\"{}\" \
             GENERICITY=\"Specific\" TENSE=\"Unspecified\">\n{arguments}<event_mention ID=\"{id}-1\">\n{}{}{}{mentions}\
             </event_mention>\n</event>\n",
            if event.modality == Modality::Asserted { "Asserted" } else { "Other" },
            if event.polarity == Polarity::Positive { "Positive" } else { "Negative" },
            self.extent("extent", node.span),
            self.extent("ldc_scope", node.span),
            self.extent("anchor", node.span),
        )
    }

    /// ACE's events have a type and a subtype: `Life` and `Die`. Where ACE has no such event, these are group and type.
    fn types(&self, label: &str) -> (String, String) {
        let event_type = self.context.schema.event_type(label);
        let group = event_type.map_or(label, |event_type| event_type.group.as_str());
        let named = scheme::event_name(self.context.schema, SCHEME, label);
        let (kind, subtype) = named.split_once(':').unwrap_or((group, named));
        (escape(kind), escape(subtype))
    }
}
