//! Dates and times as TIMEX3 values: «16 فبراير 2014» is `2014-02-16`, «ثلاثة أيام» is `P3D`.
//!
//! Parts, all optional: `day`, `month`, `year`, `weekday`, `daypart`, `hour`, `minute`, `relative` (a
//! number of days from the article's date), `unit` with `n` (a span) or with `shift` (the unit before or
//! after the present one), `decade`, `rank` (of a century). What depends on the article's date stays open (`XXXX`) without it.

use super::values::Parts;

/// The units of time that are told apart, as the table `time_units` and TIMEX3 write them.
const CENTURY: &str = "CE";
const HOUR: &str = "H";

/// Months of the Hijri calendar are written with this mark before the value.
const HIJRI: &str = "hijri";

/// The value of a match.
pub(super) fn build(parts: &Parts, date: Option<&str>) -> Option<String> {
    let today = date.and_then(Day::parse);
    let day = calendar_day(parts, today).or_else(|| relative_day(parts, today));
    let clock = clock(parts);
    let part_of_day = parts.field("daypart", "code");
    if let Some(day) = day {
        // «مساء الثمانينات»: only a day has an evening.
        let time = clock.or_else(|| part_of_day.map(|part| format!("T{part}"))).filter(|_| is_day(&day));
        return Some(day + &time.unwrap_or_default());
    }
    if let Some(clock) = clock {
        return Some(clock);
    }
    span_of_time(parts, today).or_else(|| part_of_day.map(alone))
}

/// Whether the value is that of a day, not of a month, year or decade: `2016-12-08`, `XXXX-12-08`, `2016-W49-4`.
fn is_day(value: &str) -> bool {
    value.split('-').count() == 3
}

/// «منتصف الليل» is a time of the clock, «مساء» a part of some day.
fn alone(part_of_day: &str) -> String {
    if part_of_day.starts_with(|c: char| c.is_ascii_digit()) {
        format!("T{part_of_day}")
    } else {
        format!("XXXX-XX-XXT{part_of_day}")
    }
}

/// «16 فبراير 2014», «فبراير 2014», «2014», «الثمانينات».
fn calendar_day(parts: &Parts, today: Option<Day>) -> Option<String> {
    if let Some(decade) = parts.number("decade") {
        return Some(if decade < 100.0 {
            format!("19{}", decade as u32 / 10)
        } else {
            format!("{}", decade as u32 / 10)
        });
    }
    let month = parts.number("month").map(|month| month as u32);
    let day = parts.number("day").map(|day| day as u32);
    let year = parts.number("year").map(|year| year as i32);
    let Some(month) = month else {
        return year.map(|year| format!("{year:04}"));
    };
    if parts.field("month", "calendar") == Some(HIJRI) {
        let day = day.map_or_else(String::new, |day| format!("-{day:02}"));
        let year = year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"));
        return Some(format!("H{year}-{month:02}{day}"));
    }
    let year = year.or_else(|| year_near(today, month, day.unwrap_or(1), parts.number("shift")));
    let year = year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"));
    let day = day.map_or_else(String::new, |day| format!("-{day:02}"));
    Some(format!("{year}-{month:02}{day}"))
}

/// The year of a day without one: the nearest to the article's date, or the last or next one.
fn year_near(today: Option<Day>, month: u32, day: u32, shift: Option<f64>) -> Option<i32> {
    let today = today?;
    let in_year = |year| Day::from_date(year, month, day).0;
    let years = [today.date().0 - 1, today.date().0, today.date().0 + 1];
    match shift {
        Some(shift) if shift < 0.0 => years.into_iter().rev().find(|&y| in_year(y) <= today.0),
        Some(shift) if shift > 0.0 => years.into_iter().find(|&year| in_year(year) > today.0),
        _ => years.into_iter().min_by_key(|&year| (in_year(year) - today.0).abs()),
    }
}

/// «أمس», «غداً السبت», «الجمعة», «الجمعة المقبل».
fn relative_day(parts: &Parts, today: Option<Day>) -> Option<String> {
    if parts.get("rank").is_some() {
        // «اليوم الثاني» is not today.
        return None;
    }
    // «الليلة الماضية», «هذا الصباح»
    let of_part =
        || parts.number("shift").filter(|_| parts.get("daypart").is_some() && parts.get("unit").is_none());
    let weekday = parts.number("weekday").map(|weekday| weekday as i64);
    if let Some(days) = parts.number("relative").or_else(|| of_part().filter(|_| weekday.is_none())) {
        return today.map(|today| Day(today.0 + days as i64).to_string());
    }
    let weekday = weekday?;
    let Some(today) = today else { return Some(format!("XXXX-WXX-{weekday}")) };
    let distance = weekday - today.weekday();
    let days = match parts.number("shift") {
        Some(shift) if shift > 0.0 => (distance - 1).rem_euclid(7) + 1,
        Some(shift) if shift < 0.0 => -((-distance - 1).rem_euclid(7) + 1),
        // A bare weekday is the nearest one, rather past than future: from -4 to 2 days away.
        _ => (distance + 4).rem_euclid(7) - 4,
    };
    Some(Day(today.0 + days).to_string())
}

/// «الساعة الثالثة والنصف»: `T03:30`.
fn clock(parts: &Parts) -> Option<String> {
    let hour = parts.number("hour").filter(|hour| (0.0..=24.0).contains(hour))? as u32;
    let minute = parts.number("minute").filter(|minute| minute.abs() < 60.0).unwrap_or(0.0) as i32;
    let hour = match (parts.field("daypart", "code"), hour) {
        (Some("NI"), 12) => 0,
        (Some("AF" | "EV"), ..12) | (Some("NI"), 6..12) | (Some("MI"), ..4) => hour + 12,
        _ => hour,
    };
    // «الثالثة إلا ربعا»: minutes before the hour.
    let minutes = (hour as i32 * 60 + minute).rem_euclid(25 * 60);
    Some(format!("T{:02}:{:02}", minutes / 60, minutes % 60))
}

/// «ثلاثة أيام» is `P3D`; «الأسبوع الماضي» is the week before that of the article.
fn span_of_time(parts: &Parts, today: Option<Day>) -> Option<String> {
    let unit = parts.field("unit", "code")?;
    let (number, is_definite) =
        (parts.field("unit", "number"), parts.field("unit", "definite") == Some("yes"));
    if unit == CENTURY && is_definite {
        let rank = parts.number("rank").or_else(|| parts.number("n"))?;
        return (1.0..=99.0).contains(&rank).then(|| format!("{:02}", rank as u32 - 1));
    }
    let shift = parts.number("shift").filter(|_| number == Some("singular"));
    let Some(shift) = shift else { return Some(length(parts, unit, number, is_definite)) };
    let today = today?;
    let shift = shift as i64;
    let (year, month, _) = today.date();
    Some(match unit {
        "Y" => format!("{:04}", i64::from(year) + shift),
        "M" => {
            let months = i64::from(year) * 12 + i64::from(month) - 1 + shift;
            format!("{:04}-{:02}", months.div_euclid(12), months.rem_euclid(12) + 1)
        }
        "W" => Day(today.0 + 7 * shift).week(),
        "D" => Day(today.0 + shift).to_string(),
        _ => return None,
    })
}

/// «ثلاثة أيام», «يومين», «شهر», «نصف ساعة»; without a number, of several it is not said how many.
fn length(parts: &Parts, unit: &str, number: Option<&str>, is_definite: bool) -> String {
    let dual = || parts.field("unit", "dual")?.parse().ok();
    let one = || (number == Some("singular") && !is_definite).then_some(1.0);
    let n: Option<f64> = parts.number("n").or_else(dual).or_else(one);
    let is_clock = parts.field("unit", "clock") == Some("yes");
    match n {
        Some(n) if is_clock && unit == HOUR && n.fract() != 0.0 => format!("PT{}M", (n * 60.0).round()),
        n => {
            let n = n.map_or_else(|| "X".to_owned(), |n| n.to_string());
            format!("P{}{n}{unit}", if is_clock { "T" } else { "" })
        }
    }
}

/// A day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Day(i64);

impl Day {
    fn parse(date: &str) -> Option<Self> {
        let mut fields = date.get(..10)?.split('-');
        let year = fields.next()?.parse().ok()?;
        let month = fields.next()?.parse().ok().filter(|month| (1..=12).contains(month))?;
        let day = fields.next()?.parse().ok().filter(|day| (1..=31).contains(day))?;
        Some(Self::from_date(year, month, day))
    }

    /// Days of the proleptic Gregorian calendar, by eras of 400 years from 1 March 0000.
    fn from_date(year: i32, month: u32, day: u32) -> Self {
        let year = i64::from(year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((i64::from(month) + 9) % 12) + 2) / 5 + i64::from(day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(era * 146_097 + day_of_era - 719_468)
    }

    /// Year, month, day.
    fn date(self) -> (i32, u32, u32) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year as i32, month as u32, day as u32)
    }

    /// ISO 8601: Monday is 1, Sunday 7.
    fn weekday(self) -> i64 {
        (self.0 + 3).rem_euclid(7) + 1
    }

    /// The ISO 8601 week: `2016-W49`.
    fn week(self) -> String {
        let thursday = Day(self.0 - self.weekday() + 4);
        let year = thursday.date().0;
        let week = (thursday.0 - Day::from_date(year, 1, 1).0) / 7 + 1;
        format!("{year:04}-W{week:02}")
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_both_ways() {
        for (date, weekday, week) in [
            ("2016-12-09", 5, "2016-W49"),
            ("2014-02-16", 7, "2014-W07"),
            ("2016-02-29", 1, "2016-W09"),
            ("2021-01-03", 7, "2020-W53"),
        ] {
            let day = Day::parse(date).unwrap();
            assert_eq!(day.to_string(), date);
            assert_eq!(day.weekday(), weekday);
            assert_eq!(day.week(), week);
        }
    }
}
