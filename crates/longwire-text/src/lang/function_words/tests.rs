use super::*;

#[test]
fn small_words_tell_the_large_languages() {
    let check = |expected: &str, text: &str| assert_eq!(language(text), Some(expected), "{text}");
    check(
        "en",
        "The harbour was closed on Tuesday after a ship lost part of its load in heavy seas, and the master said that it \
         would be some days before they can be found by the divers who had been sent for.",
    );
    check(
        "de",
        "Der Hafen ist am Dienstag geschlossen worden, nachdem ein Schiff auf der Fahrt einen Teil seiner Ladung verloren \
         hat, und es wird noch Tage dauern, bis die Taucher sie aus dem Wasser holen, sagte der Leiter des Hafens.",
    );
    check(
        "fr",
        "Le port est fermé depuis mardi parce qu'un cargo a perdu une partie de sa charge dans la tempête, et il sera \
         difficile de la trouver avant la fin de la semaine, selon le chef du port et les plongeurs qui sont sur place.",
    );
    check(
        "pl",
        "Port jest od wtorku zamknięty, bo statek stracił w czasie burzy część ładunku i nie wiadomo, kiedy nurkowie go \
         znajdą. Kapitan mówi, że to może potrwać do końca tygodnia, ale o tym zdecyduje pogoda na morzu i przy brzegu.",
    );
}

#[test]
fn what_leaves_a_doubt_is_no_language() {
    let check = |text: &str| assert_eq!(language(text), None, "{text}");
    check("");
    check("The harbour was closed.");
    check(&"Ostwick Northam Westby ".repeat(20));
    check(&"de la que el en un no ".repeat(10));
    check(&"这是一个关于国际关系的报道 ".repeat(40));
}
