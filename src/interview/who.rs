//! How the people of a household are called on the page: by what they are to the applicant, never by name.

use jiuzhu_engine::case::{Member, Relation};

use crate::text;

/// What a member is called: `孩子（8 岁）`; a number tells apart those who would be called the same.
pub fn name(people: &[Member], index: usize) -> String {
    let Some(person) = people.get(index) else {
        return String::new();
    };
    let called = alone(person);
    let alike = |others: &[Member]| others.iter().filter(|other| alone(other) == called).count();
    if alike(people) < 2 {
        return called;
    }
    text::fill(key!("called.numbered"), &[("who", &called), ("number", &(alike(&people[..index]) + 1).to_string())])
}

fn alone(person: &Member) -> String {
    let relation = person.relation.map_or("other-dependant", relation_id);
    let called = text::named(&format!("called.{relation}"));
    match person.age {
        Some(age) if !matches!(person.relation, Some(Relation::Applicant | Relation::Spouse)) => {
            text::fill(key!("called.aged"), &[("who", called), ("age", &age.to_string())])
        }
        _ => called.to_owned(),
    }
}

/// The name of a relation in the texts.
pub fn relation_id(relation: Relation) -> &'static str {
    match relation {
        Relation::Applicant => "applicant",
        Relation::Spouse => "spouse",
        Relation::Child => "child",
        Relation::Parent => "parent",
        Relation::Grandparent => "grandparent",
        Relation::Grandchild => "grandchild",
        Relation::Sibling => "sibling",
        Relation::OtherDependant => "other-dependant",
    }
}
