//! A value of JavaScript as Serde reads one.
//!
//! Whoever calls may hand over anything: a getter that throws, a proxy that lies, an object that holds itself. Each property
//! is read once, and every exception is caught where it arises: one that unwound through WebAssembly would leave its stack as
//! it was. Only what the type has a field for is followed, so that the type says how deep a value is read. What JSON can say
//! is taken and nothing that looks like it: the fields of a `Map` or of an instance of a class would be lost without a word.
//!
//! The reader of serde-wasm-bindgen asks an object for the fields that it knows and looks at no other, so that a misspelt
//! field would be one that was not told; it lets exceptions pass; and what it refuses has no path.

use std::fmt;

use jiuzhu_selfcheck::api::{Allowed, Code, Error};
use js_sys::{Array, JsString, Reflect};
use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

/// The most entries of a list, or fields of an object, that are looked at.
const MOST_ENTRIES: u32 = 1000;
/// The longest text that is looked at, in UTF-16 code units: more than twice as many as the longest code takes.
const LONGEST_TEXT: u32 = 10_000;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    fn keys(value: &JsValue) -> Result<Array, JsValue>;
}

/// A value from outside.
pub struct Given(JsValue);

/// Why a value was refused; the path begins at the value that was being read.
#[derive(Debug)]
pub struct Refusal(pub Error);

/// What JSON would call a value.
enum Shape {
    Text(String),
    YesNo(bool),
    Number(f64),
    /// A list of so many entries.
    List(u32),
    /// An object with these fields.
    Object(Array),
    /// Nothing that JSON can say.
    Odd(&'static str),
}

/// What cannot be looked into: it threw when it was asked.
const UNREADABLE: &str = "what cannot be read";

impl Given {
    /// The value as it was handed over.
    pub fn new(value: JsValue) -> Given {
        Given(value)
    }

    /// The text, if it is one. What is cut off a very long one leaves a mark, so that the rest passes for nothing.
    pub fn text(&self) -> Option<String> {
        let text = self.0.dyn_ref::<JsString>()?;
        if text.length() <= LONGEST_TEXT {
            return Some(text.into());
        }
        Some(String::from(text.slice(0, LONGEST_TEXT)) + "…")
    }

    fn is_left_out(&self) -> bool {
        self.0.is_undefined() || self.0.is_null()
    }

    fn shape(&self) -> Shape {
        let value = &self.0;
        if let Some(text) = self.text() {
            Shape::Text(text)
        } else if let Some(yes) = value.as_bool() {
            Shape::YesNo(yes)
        } else if let Some(number) = value.as_f64() {
            Shape::Number(number)
        } else if self.is_left_out() {
            Shape::Odd("null")
        } else if value.is_function() {
            Shape::Odd("a function")
        } else if value.is_symbol() {
            Shape::Odd("a symbol")
        } else if value.is_bigint() {
            Shape::Odd("a BigInt")
        } else {
            self.composed().unwrap_or(Shape::Odd(UNREADABLE))
        }
    }

    /// What an object is.
    ///
    /// # Errors
    /// With what a proxy throws when it is asked.
    fn composed(&self) -> Result<Shape, JsValue> {
        let value = &self.0;
        if is_array(value)? {
            // A proxy may say anything of its length.
            let length = Reflect::get(value, &"length".into())?.as_f64();
            return Ok(length.map_or(Shape::Odd(UNREADABLE), |length| Shape::List(length as u32)));
        }
        let parent = Reflect::get_prototype_of(value)?;
        if !parent.is_null() && !Reflect::get_prototype_of(&parent)?.is_null() {
            return Ok(Shape::Odd("an instance of a class"));
        }
        keys(value).map(Shape::Object)
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Shape::Text(text) => formatter.write_str(text),
            Shape::YesNo(yes) => yes.fmt(formatter),
            Shape::Number(number) => number.fmt(formatter),
            Shape::List(_) => formatter.write_str("a list"),
            Shape::Object(_) => formatter.write_str("an object"),
            Shape::Odd(what) => formatter.write_str(what),
        }
    }
}

impl Refusal {
    fn wrong_type(given: impl ToString, allowed: Allowed) -> Refusal {
        Refusal(Error { code: Code::WrongType, path: String::new(), given: given.to_string(), allowed })
    }

    fn too_many(given: u32) -> Refusal {
        let allowed = Allowed::Whole(0, MOST_ENTRIES.into());
        Refusal(Error { code: Code::TooMany, path: String::new(), given: given.to_string(), allowed })
    }

    /// The same seen from around it.
    fn within(mut self, name: &str) -> Refusal {
        let path = &mut self.0.path;
        *path = match path.as_str() {
            "" => name.to_owned(),
            rest if rest.starts_with('[') => [name, rest].concat(),
            rest => [name, ".", rest].concat(),
        };
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl std::error::Error for Refusal {}

impl de::Error for Refusal {
    fn custom<T: fmt::Display>(what: T) -> Refusal {
        Refusal::wrong_type(what, Allowed::Json)
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Refusal {
        let (path, allowed) = (field.to_owned(), Allowed::Words(expected.to_vec()));
        Refusal(Error { code: Code::UnknownField, path, given: field.to_owned(), allowed })
    }

    fn missing_field(field: &'static str) -> Refusal {
        Refusal(Error { code: Code::Missing, path: field.to_owned(), given: String::new(), allowed: Allowed::Json })
    }
}

impl<'de> Deserializer<'de> for Given {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.shape() {
            Shape::Text(text) => visitor.visit_string(text),
            Shape::YesNo(yes) => visitor.visit_bool(yes),
            Shape::Number(number) => match number as i64 {
                // What lies beyond 64 bits becomes their end, and so another number.
                whole if whole < i64::MAX && whole as f64 == number => visitor.visit_i64(whole),
                _ => visitor.visit_f64(number),
            },
            Shape::List(length) => visitor.visit_seq(Entries::of(self, length)?),
            Shape::Object(keys) => visitor.visit_map(Fields::of(self, keys)?),
            odd @ Shape::Odd(_) => Err(Refusal::wrong_type(odd, Allowed::Json)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        if self.is_left_out() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.shape() {
            Shape::List(length) => visitor.visit_seq(Entries::of(self, length)?),
            other => Err(Refusal::wrong_type(other, Allowed::List)),
        }
    }

    /// A list is no such thing: its entries would be taken for the fields in their order.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        match self.shape() {
            Shape::Object(keys) => visitor.visit_map(Fields::of(self, keys)?),
            other => Err(Refusal::wrong_type(other, Allowed::Object)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct tuple
        tuple_struct map enum identifier
    }
}

/// The entries of a list, one after the other.
struct Entries {
    list: Given,
    length: u32,
    next: u32,
}

impl Entries {
    fn of(list: Given, length: u32) -> Result<Entries, Refusal> {
        if length > MOST_ENTRIES { Err(Refusal::too_many(length)) } else { Ok(Entries { list, length, next: 0 }) }
    }
}

impl<'de> SeqAccess<'de> for Entries {
    type Error = Refusal;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Refusal> {
        if self.next == self.length {
            return Ok(None);
        }
        let index = self.next;
        self.next += 1;
        let entry = Reflect::get_u32(&self.list.0, index);
        let read = entry.map_err(|_| Refusal::wrong_type(UNREADABLE, Allowed::Json));
        let read = read.and_then(|entry| seed.deserialize(Given(entry)));
        read.map(Some).map_err(|refusal| refusal.within(&format!("[{index}]")))
    }
}

/// The fields of an object, one after the other; one that is `undefined` is left out.
struct Fields {
    object: Given,
    keys: Array,
    next: u32,
    /// The field whose name was read and whose value was not.
    open: Option<(String, Given)>,
}

impl Fields {
    fn of(object: Given, keys: Array) -> Result<Fields, Refusal> {
        let count = keys.length();
        if count > MOST_ENTRIES {
            Err(Refusal::too_many(count))
        } else {
            Ok(Fields { object, keys, next: 0, open: None })
        }
    }
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Refusal;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refusal> {
        while self.next < self.keys.length() {
            let key = self.keys.get(self.next);
            self.next += 1;
            let value = Reflect::get(&self.object.0, &key);
            let name = Given(key).text().unwrap_or_default();
            let value = value.map_err(|_| Refusal::wrong_type(UNREADABLE, Allowed::Json).within(&name))?;
            if value.is_undefined() {
                continue;
            }
            let (name, _) = self.open.insert((name, Given(value)));
            return seed.deserialize(StrDeserializer::new(name)).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refusal> {
        let (name, value) = self.open.take().expect("Serde asks for a value after its name");
        seed.deserialize(value).map_err(|refusal| refusal.within(&name))
    }
}
