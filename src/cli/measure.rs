//! The kind of measure of an indicator, on the command line: `--measure`, and the `--unit` and
//! `--scale` of earlier releases, which are translated into it.

use super::Failure;
use crate::domain::figures::{format_plain, parse_figure};
use crate::domain::measure::PER;
use crate::domain::{Measure, Unit};
use crate::workbook::Indicator;
use crate::workbook::steps::measure::{MeasureChoice, pers, proposed_measure};

/// What is said of the measure.
#[derive(Debug, clap::Args)]
pub struct MeasureArgs {
    /// percentage, average, rate, count, money, ratio or index; a new indicator takes it from its
    /// description where that says it ("per 1,000", "days")
    #[arg(long, value_parser = parse_measure)]
    measure: Option<Measure>,
    /// Of a rate: per 100, 1000, 10000, 100000 or 1000000
    #[arg(long, value_name = "N", value_parser = parse_per)]
    per: Option<f64>,
    /// Of an average: days, weeks, score …
    #[arg(long, value_name = "WORD", value_parser = crate::cli::parse_text)]
    unit_name: Option<String>,
    /// Decimals shown (else those usual for the measure)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=6))]
    decimals: Option<u8>,
    /// As earlier releases said it: percent, number, rate, days, weeks or money
    #[arg(long, value_parser = parse_unit)]
    unit: Option<Unit>,
    /// As earlier releases said it: result = scale × numerator ÷ denominator
    #[arg(long, value_parser = parse_scale)]
    scale: Option<f64>,
}

impl MeasureArgs {
    /// Whether anything is said.
    fn any(&self) -> bool {
        self.measure.is_some() || self.unit.is_some() || self.per.is_some() || self.unit_name.is_some()
    }

    /// Whether nothing is said, of decimals and scale neither.
    pub fn is_empty(&self) -> bool {
        !self.any() && self.decimals.is_none() && self.scale.is_none()
    }

    /// Puts the measure of a new indicator onto it. Answers what it was taken for, as a sentence,
    /// where no option said it.
    ///
    /// # Errors
    /// Options that contradict each other, by name.
    pub fn of_new(&self, indicator: &mut Indicator) -> Result<Option<String>, Failure> {
        let proposed = match self.any() {
            true => None,
            false => proposed_measure(&indicator.description, &indicator.reference),
        };
        let otherwise = match (&proposed, self.scale) {
            (Some(proposed), scale) if scale.is_none_or(|scale| proposed.measure.takes_scale(scale)) => {
                MeasureChoice::from(proposed)
            }
            (_, None | Some(100.0)) => plain(Measure::Percentage),
            (_, Some(scale)) if PER.contains(&scale) => {
                MeasureChoice { per: Some(scale), ..plain(Measure::Rate) }
            }
            _ => {
                return Err(Failure::usage(
                    "--scale 1 does not say the kind of measure: add --measure average, count, money or ratio.",
                ));
            }
        };
        // Of another kind than it will be, so that nothing is kept of what an empty one has.
        self.put(indicator, otherwise, None)?;
        let silent = !self.any() && self.scale.is_none();
        Ok(match proposed.filter(|proposed| proposed.measure == indicator.measure) {
            Some(proposed) => Some(format!("Taken for {}.", proposed.title())),
            None => silent.then(|| {
                "Taken for a percentage: its description says no other kind (--measure does).".to_owned()
            }),
        })
    }

    /// Puts what is said onto an indicator that there is.
    ///
    /// # Errors
    /// As [`MeasureArgs::of_new`].
    pub fn onto(&self, indicator: &mut Indicator) -> Result<(), Failure> {
        if self.any() || self.scale.is_some() {
            let now = indicator.measure;
            let otherwise = match (self.per, self.unit_name.is_some()) {
                (Some(_), _) => Measure::Rate,
                (None, true) => Measure::Average,
                (None, false) => now,
            };
            return self.put(indicator, plain(otherwise), Some(now));
        }
        indicator.decimals = self.decimals.map_or(indicator.decimals, u32::from);
        Ok(())
    }

    /// Works out the choice; `otherwise` is it where neither `--measure` nor `--unit` says one.
    fn put(
        &self,
        indicator: &mut Indicator,
        otherwise: MeasureChoice,
        now: Option<Measure>,
    ) -> Result<(), Failure> {
        let decimals = self.decimals.map(u32::from);
        let mut choice = otherwise;
        if let Some(unit) = self.unit {
            let (measure, unit_name) = Measure::of_unit(unit, decimals.unwrap_or(0));
            let measure = match (self.measure, unit) {
                (None, _) => measure,
                // A number may be any of these.
                (Some(said), Unit::Number) if said.unit("") == Unit::Number => said,
                (Some(said), _) if said == measure => said,
                (Some(said), _) => {
                    let (unit, said) = (unit.code(), said.code());
                    let why = format!("--unit {unit} contradicts --measure {said}: leave --unit out.");
                    return Err(Failure::usage(why));
                }
            };
            choice = plain(measure);
            choice.unit_name = Some(unit_name.to_owned()).filter(|name| !name.is_empty());
        } else if let Some(measure) = self.measure {
            choice = plain(measure);
        } else if self.per.is_some() && now.is_none() {
            choice = plain(Measure::Rate);
        } else if self.unit_name.is_some() && now.is_none() {
            choice = plain(Measure::Average);
        }
        if let Some(name) = &self.unit_name {
            if let Some(other) = choice.unit_name.as_ref().filter(|other| *other != name.trim()) {
                let why =
                    format!("--unit {other} contradicts --unit-name {}: leave --unit out.", name.trim());
                return Err(Failure::usage(why));
            }
            choice.unit_name = Some(name.clone());
        }
        if let Some(scale) = self.scale {
            let (shown, kind) = (format_plain(scale, 0).replace(',', ""), choice.measure.code());
            if !choice.measure.takes_scale(scale) {
                let own = choice.measure.scale().map_or_else(pers, |own| format_plain(own, 0));
                let rate = if PER.contains(&scale) {
                    format!(", or say --measure rate --per {shown}")
                } else {
                    String::new()
                };
                return Err(Failure::usage(format!(
                    "--scale {shown} contradicts the kind of measure: a result of the kind {kind} is {own} × numerator ÷ \
                     denominator. Leave --scale out{rate}."
                )));
            }
            if let Some(per) = self.per.filter(|per| *per != scale) {
                let per = format_plain(per, 0).replace(',', "");
                return Err(Failure::usage(format!(
                    "--scale {shown} contradicts --per {per}: leave --scale out."
                )));
            }
            choice.per = choice.per.or(Some(scale).filter(|_| choice.measure == Measure::Rate));
        }
        choice.per = self.per.or(choice.per);
        choice.decimals = decimals;
        if now.is_none() && decimals.is_none() {
            choice.decimals = Some(choice.measure.usual_decimals());
        }
        choice.onto(indicator).map_err(|fault| {
            let option = if fault.field == "per" { "--per" } else { "--unit-name" };
            Failure::usage(format!("{option}: {}.", fault.message))
        })
    }
}

fn plain(measure: Measure) -> MeasureChoice {
    MeasureChoice { measure, per: None, unit_name: None, decimals: None }
}

fn parse_measure(text: &str) -> Result<Measure, String> {
    Measure::parse(text)
        .ok_or_else(|| "write percentage, average, rate, count, money, ratio or index".to_owned())
}

fn parse_unit(text: &str) -> Result<Unit, String> {
    Unit::parse(text).ok_or_else(|| "write percent, number, rate, days, weeks or money".to_owned())
}

fn parse_per(text: &str) -> Result<f64, String> {
    let figure = parse_figure(text).map_err(|error| error.to_string())?;
    if PER.contains(&figure) { Ok(figure) } else { Err(format!("write {}", pers())) }
}

fn parse_scale(text: &str) -> Result<f64, String> {
    let figure = parse_figure(text).map_err(|error| error.to_string())?;
    if figure == 1.0 || PER.contains(&figure) { Ok(figure) } else { Err(format!("write 1, {}", pers())) }
}
