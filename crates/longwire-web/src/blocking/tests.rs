use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::routing::get;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

use super::*;
use crate::Config;
use crate::testing::now;

fn app() -> (tempfile::TempDir, Arc<App>) {
    let folder = tempfile::tempdir().unwrap();
    let store = longwire_store::open(folder.path()).unwrap();
    (folder, App::new(Config::new(now), store))
}

#[test]
fn a_panic_is_the_fault_of_its_own_request_only() {
    let (_folder, app) = app();
    let runtime = Runtime::new().unwrap();
    for _ in 0..2 * ASKING_MAX {
        let broken = runtime.block_on(ask(&app, |_| -> Result<(), Fault> { panic!("on purpose") }));
        assert!(matches!(broken, Err(Fault::Broken(_))));
    }
    let answered = runtime.block_on(ask(&app, |app| Ok(app.store.totals()?.article_count)));
    assert_eq!(answered.unwrap(), 0);
}

#[test]
fn no_more_requests_ask_at_once_than_the_limit() {
    let (_folder, app) = app();
    let runtime = Runtime::new().unwrap();
    let (now_asking, most) =
        (Arc::new(std::sync::Mutex::new(0_usize)), Arc::new(std::sync::Mutex::new(0_usize)));
    runtime.block_on(async {
        let tasks: Vec<_> = (0..3 * ASKING_MAX)
            .map(|_| {
                let (app, now_asking, most) = (app.clone(), now_asking.clone(), most.clone());
                tokio::spawn(async move {
                    let work = move |_: &App| {
                        let asking = {
                            let mut n = now_asking.lock().unwrap();
                            *n += 1;
                            *n
                        };
                        let mut seen = most.lock().unwrap();
                        *seen = asking.max(*seen);
                        drop(seen);
                        std::thread::sleep(std::time::Duration::from_millis(5));
                        *now_asking.lock().unwrap() -= 1;
                        Ok(())
                    };
                    ask(&app, work).await.unwrap();
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
    assert!(*most.lock().unwrap() <= ASKING_MAX);
}

#[test]
fn a_broken_answer_is_a_page_like_any_other() {
    let (_folder, app) = app();
    let broken = Router::new()
        .route("/", get(async || -> String { panic!("on purpose") }))
        .route("/asked", get(async || Fault::Broken("on purpose")));
    let router = crate::routes::wrapped(app, broken);
    for path in ["/", "/asked"] {
        let request = Request::get(path).header("host", "localhost").header("accept", "text/html");
        let response = router.clone().oneshot(request.body(Body::empty()).unwrap());
        let response = Runtime::new().unwrap().block_on(response).unwrap();
        assert_eq!(response.status(), 500);
        assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
        assert!(response.headers().contains_key("content-security-policy"));
    }
}
