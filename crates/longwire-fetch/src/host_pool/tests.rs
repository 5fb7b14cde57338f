use super::*;
use crate::ForgetfulMemory;

const GAP: Duration = Duration::from_millis(150);

fn pool(per_host: usize) -> Arc<HostPool> {
    Arc::new(HostPool::new(&Config { per_host, ..Config::default() }, Arc::new(ForgetfulMemory::default())))
}

fn wish(host: &str) -> Wish<'_> {
    Wish { host, gap: GAP, crawl_delay: None, wait_max: Duration::from_secs(5) }
}

#[tokio::test]
async fn one_host_is_visited_in_turn_with_a_gap_between_and_another_at_once() {
    let pool = pool(1);
    let began = Instant::now();
    for _ in 0..3 {
        pool.turn(wish("a.example")).await.unwrap().end(Reception::Welcome);
    }
    assert!(began.elapsed() >= GAP * 2, "{:?}", began.elapsed());
    let began = Instant::now();
    pool.turn(wish("b.example")).await.unwrap().end(Reception::Welcome);
    assert!(began.elapsed() < GAP, "{:?}", began.elapsed());
}

#[tokio::test]
async fn callers_are_served_in_the_order_they_came() {
    let pool = pool(1);
    let first = pool.turn(wish("a.example")).await.unwrap();
    let served = Arc::new(Mutex::new(Vec::new()));
    let callers: Vec<_> = (0..4)
        .map(|n| {
            let (pool, served) = (Arc::clone(&pool), Arc::clone(&served));
            tokio::spawn(async move {
                let turn = pool.turn(wish("a.example")).await.unwrap();
                locked(&served).push(n);
                turn.end(Reception::Welcome);
            })
        })
        .collect();
    tokio::task::yield_now().await;
    first.end(Reception::Welcome);
    for caller in callers {
        caller.await.unwrap();
    }
    assert_eq!(*locked(&served), [0, 1, 2, 3]);
}

#[tokio::test]
async fn a_caller_that_gives_up_keeps_nobody_waiting() {
    let pool = pool(1);
    let first = pool.turn(wish("a.example")).await.unwrap();
    let gone = tokio::spawn({
        let pool = Arc::clone(&pool);
        async move { pool.turn(wish("a.example")).await.map(drop) }
    });
    tokio::task::yield_now().await;
    gone.abort();
    assert!(gone.await.unwrap_err().is_cancelled());
    first.end(Reception::Welcome);
    let began = Instant::now();
    pool.turn(wish("a.example")).await.unwrap().end(Reception::Welcome);
    assert!(began.elapsed() < GAP * 3, "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_dropped_turn_frees_its_seat() {
    let pool = pool(1);
    drop(pool.turn(wish("a.example")).await.unwrap());
    pool.turn(wish("a.example")).await.unwrap().end(Reception::Welcome);
}

#[tokio::test]
async fn no_more_than_the_limit_are_under_way_at_once() {
    let pool = pool(2);
    let hurried = Wish { gap: Duration::ZERO, wait_max: GAP, ..wish("a.example") };
    let _one = pool.turn(hurried).await.unwrap();
    let _two = pool.turn(hurried).await.unwrap();
    assert!(matches!(pool.turn(hurried).await, Err(FetchError::NotYet { .. })));
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_refused_at_once_and_says_how_long() {
    let pool = pool(1);
    let held = pool.turn(wish("a.example")).await.unwrap();
    held.end(Reception::Strained(Some(Duration::from_secs(3600))));
    let began = Instant::now();
    let Err(FetchError::NotYet { host, wait }) = pool.turn(wish("a.example")).await else { panic!("a turn") };
    assert_eq!(host, "a.example");
    assert!(wait > Duration::from_secs(3500), "{wait:?}");
    assert!(began.elapsed() < GAP);
}

#[tokio::test]
async fn a_crawl_delay_is_kept_between_requests() {
    let pool = pool(1);
    let slow = Wish { crawl_delay: Some(GAP * 3), ..wish("a.example") };
    let began = Instant::now();
    pool.turn(slow).await.unwrap().end(Reception::Welcome);
    pool.turn(slow).await.unwrap().end(Reception::Welcome);
    assert!(began.elapsed() >= GAP * 3, "{:?}", began.elapsed());
}

#[tokio::test]
async fn the_pace_holds_in_the_next_process() {
    let memory: Arc<dyn HostMemory> = Arc::new(ForgetfulMemory::default());
    let before = HostPool::new(&Config::default(), Arc::clone(&memory));
    before.turn(wish("a.example")).await.unwrap().end(Reception::Strained(Some(GAP * 30)));
    let after = HostPool::new(&Config::default(), memory);
    let hurried = Wish { wait_max: GAP, ..wish("a.example") };
    assert!(matches!(after.turn(hurried).await, Err(FetchError::NotYet { .. })));
}

#[tokio::test]
async fn a_clock_that_was_far_ahead_can_not_hold_a_host_for_years() {
    let memory = ForgetfulMemory::default();
    memory.set_next_at("a.example", now().plus(Duration::from_secs(10 * 365 * 86_400)));
    let pool = HostPool::new(&Config::default(), Arc::new(memory));
    let Err(FetchError::NotYet { wait, .. }) = pool.turn(wish("a.example")).await else { panic!("a turn") };
    assert!(wait <= Config::default().retry_after_max, "{wait:?}");
}

#[tokio::test]
async fn idle_hosts_are_forgotten() {
    let pool = pool(1);
    for n in 0..SWEEP_AT_MIN * 3 {
        let name = format!("{n}.example");
        let hurried = Wish { gap: Duration::ZERO, ..wish(&name) };
        pool.turn(hurried).await.unwrap().end(Reception::Welcome);
    }
    assert!(pool.host_count() <= SWEEP_AT_MIN, "{}", pool.host_count());
}
