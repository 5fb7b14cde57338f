use std::net::TcpListener;

use super::*;

#[test]
fn a_proxy_that_listens_is_reached_and_one_that_does_not_is_not() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    assert!(reach(&proxy, Duration::from_secs(5)).is_ok());
    drop(listener);
    assert!(reach(&proxy, Duration::from_secs(5)).is_err());
}
